// The pages a person sees at sign-in: plain forms with one button for each way on.
import { escaped } from "../server/http.mjs";

const page = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font:16px system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem}button{display:block;width:100%;margin:.5rem 0;padding:.6rem;font:inherit;text-align:left}</style>
</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;

const form = (flow, buttons) => `<form method="post" action="/flow/${flow}">${buttons}</form>`;
const button = (name, value, text) => `<button name="${name}" value="${escaped(value)}">${escaped(text)}</button>`;

/** Who signs in? */
export function choosePage(flow, accounts) {
  const buttons = accounts.map(({ upn, name }) => button("account", upn, `${name}: ${upn}`)).join("");
  return page("Pick an account", form(flow, buttons + button("answer", "cancel", "Cancel")));
}

/** May the application do this? */
export function consentPage(flow, { account, scopes, mayForAll }) {
  const list = scopes.map((scope) => `<li>${escaped(scope)}</li>`).join("");
  const forAll = mayForAll ? button("answer", "accept-for-all", "Consent on behalf of the organization") : "";
  const body = `<p>${escaped(account)}</p><p>The application asks for:</p><ul>${list}</ul>`;
  return page("Permissions requested", body + form(flow, button("answer", "accept", "Accept") + forAll + button("answer", "cancel", "Cancel")));
}

/** Only an administrator may let the application do this. */
export function wallPage(flow, { account, scopes, canRequest }) {
  const body = `<p>${escaped(account)}</p><p>${escaped(scopes.join(", "))}: only an administrator can consent to this.</p>`;
  const request = canRequest ? button("answer", "request", "Request approval") : "";
  return page(canRequest ? "Approval required" : "Need admin approval", body + form(flow, request + button("answer", "back", "Return to the application without granting consent")));
}

/** An administrator consents for everybody, outside any sign-in. */
export function adminConsentPage(flow, { tenant, scopes }) {
  const list = scopes.map((scope) => `<li>${escaped(scope)}</li>`).join("");
  return page("Permissions requested, review for your organization", `<p>${escaped(tenant)}</p><ul>${list}</ul>${form(flow, button("answer", "accept", "Accept") + button("answer", "cancel", "Cancel"))}`);
}

/** Something is wrong, and the application is not told. */
export const errorPage = (text) => page("Sorry, but there is trouble signing you in", `<p>${escaped(text)}</p>`);

/** Nothing more happens here. */
export const waitPage = () => page("Approve the sign-in request", "<p>Waiting for the second factor.</p>");

/** After signing out. */
export const outPage = () => page("You signed out", "<p>You can close this window.</p>");
