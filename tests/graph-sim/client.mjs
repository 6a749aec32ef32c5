// A client for tests without a browser: it finds the hosts on this machine, trusts their certificate, and can sign in.
import { createHash, randomBytes } from "node:crypto";
import { request as httpsRequest } from "node:https";

/** Requests to the hosts of `sim`; redirects are not followed. Gives `{ status, headers, text, json }`. */
export function fetcher(sim) {
  const lookup = (_name, options, done) => (options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4));
  return (address, { method = "GET", headers = {}, body, timeout = 5000 } = {}) => new Promise((resolve, reject) => {
    const request = httpsRequest(address, { method, headers, ca: sim.cert, lookup, agent: false, timeout }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece)).on("error", reject).on("end", () => {
        const text = Buffer.concat(pieces).toString("utf8");
        resolve({ status: response.statusCode, headers: response.headers, text, get json() { return JSON.parse(text); } });
      });
    });
    request.on("timeout", () => request.destroy(new Error("timeout"))).on("error", reject);
    request.end(body);
  });
}

/** What a single-page application does to sign in, by hand. */
export function signInClient(sim, { tenant = "organizations", authority = sim.origins.login, redirectUri = `${sim.origins.app}/redirect.html` } = {}) {
  const fetch = fetcher(sim);
  const origin = sim.origins.app;
  const form = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined)).toString();
  let cookie;

  /** The parameters of the redirect address, out of its fragment or its query. */
  const answered = (location) => Object.fromEntries(new URLSearchParams(location.slice(redirectUri.length + 1)));

  const client = {
    fetch,
    /** Asks for a code. Gives what the redirect address was told, or the page that is shown. */
    async authorize(scope, { headers, ...more } = {}) {
      const verifier = randomBytes(32).toString("base64url");
      const params = {
        client_id: sim.scenario.clientId, scope, redirect_uri: redirectUri, response_type: "code", response_mode: "fragment", client_info: "1",
        nonce: "a-nonce", state: "a-state", code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256", ...more,
      };
      const there = `${authority}/${more.tenant ?? tenant}/oauth2/v2.0/authorize?${form(params)}`;
      return { verifier, ...(await client.follow(await fetch(there, { headers: { ...(cookie && { cookie }), ...headers } }))) };
    },
    /** What an answer of the sign-in server led to. */
    async follow(answer) {
      if (answer.headers["set-cookie"]) [cookie] = answer.headers["set-cookie"][0].split(";");
      const { location } = answer.headers;
      return location ? { location, ...answered(location) } : { status: answer.status, page: answer.text };
    },
    /** Presses a button of a page that is shown. */
    async press(page, values) {
      const [, action] = /action="([^"]+)"/.exec(page);
      const headers = { "content-type": "application/x-www-form-urlencoded", ...(cookie && { cookie }) };
      return client.follow(await fetch(authority + action, { method: "POST", headers, body: form(values) }));
    },
    /** Posts to the token address. */
    async post(values, { from = origin, at = tenant } = {}) {
      const headers = { "content-type": "application/x-www-form-urlencoded", ...(from && { origin: from }) };
      const body = form({ client_id: sim.scenario.clientId, redirect_uri: redirectUri, client_info: "1", ...values });
      return fetch(`${authority}/${at}/oauth2/v2.0/token`, { method: "POST", headers, body });
    },
    /** A code against tokens. */
    redeem: ({ code, verifier }, more) => client.post({ grant_type: "authorization_code", code, code_verifier: verifier, ...more }),
    /** A refresh token against tokens. */
    renew: (refresh_token, more, where) => client.post({ grant_type: "refresh_token", refresh_token, ...more }, where),
    /** The whole walk; the simulator has to answer at once. Gives the answer of the token address. */
    async signIn(scopes, more) {
      const answer = await client.authorize(`openid profile offline_access ${scopes}`, more);
      if (!answer.code) throw new Error(`no code: ${JSON.stringify(answer)}`);
      return (await client.redeem(answer)).json;
    },
    /** Signs out of the sign-in server. */
    signOut: (back) => fetch(`${authority}/common/oauth2/v2.0/logout?${form({ post_logout_redirect_uri: back })}`, { headers: { ...(cookie && { cookie }) } }),
    /** Asks Graph with a token. */
    graph: (token, address, { headers, ...more } = {}) => fetch(address.startsWith("https:") ? address : sim.origins.graph + address, {
      headers: { authorization: `Bearer ${token}`, origin, ...headers }, ...more,
    }),
    /** Every page of a listing, as they came. */
    async pages(token, address) {
      const pages = [];
      for (let next = address; next; next = pages.at(-1)["@odata.nextLink"]) {
        const answer = await client.graph(token, next);
        if (answer.status !== 200) throw new Error(`page ${pages.length + 1}: ${answer.status} ${answer.text}`);
        pages.push(answer.json);
      }
      return pages;
    },
  };
  return client;
}

const EVERYTHING = [
  "User.Read", "User.Read.All", "LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All", "AuditLog.Read.All",
  "Reports.Read.All", "ReportSettings.Read.All", "DelegatedAdminRelationship.Read.All", "Files.Read.All", "Calendars.ReadWrite", "Mail.Send",
].join(" ");

/** Gives a function that signs an account in, with these scopes, and gives its client with `get` and `all` for Graph. */
export function asking(sim) {
  return async (account = "analyst@contoso.example", scopes = EVERYTHING) => {
    sim.set({ account });
    const client = signInClient(sim);
    const { access_token: token } = await client.signIn(scopes);
    return { ...client, get: (address, more) => client.graph(token, address, more), all: (address) => client.pages(token, address) };
  };
}

/** Status and code of a refusal. */
export const codeOf = (answer) => [answer.status, answer.json.error.code];

/** The records of all pages. */
export const recordsOf = (pages) => pages.flatMap((page) => page.value);
