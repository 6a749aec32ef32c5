// Codes, access tokens and refresh tokens: random texts, and what each of them stands for.
import { createHash, randomBytes } from "node:crypto";
import { SignInError } from "./errors.mjs";

const CODE_SECONDS = 600;

const opaque = (prefix) => `${prefix}${randomBytes(36).toString("base64url")}`;

/** All that one sign-in server has given out. */
export class Grants {
  #codes = new Map();
  #access = new Map();
  #refresh = new Map();
  #scenario;
  #clock;

  constructor(scenario, clock) {
    this.#scenario = scenario;
    this.#clock = clock;
  }

  /** A code that can be redeemed once. */
  code(grant) {
    const code = opaque("0.C_");
    this.#codes.set(code, { ...grant, expires: this.#clock() + CODE_SECONDS * 1000 });
    return code;
  }

  /** The grant of a code, when verifier, client and redirect address are those it was given for. */
  redeem(code, { verifier, client, redirectUri }) {
    const grant = this.#codes.get(code);
    if (!grant || grant.expires <= this.#clock()) throw new SignInError(70000, "The code is not known or too old.");
    if (grant.isUsed) throw new SignInError(54005);
    if (grant.client !== client || grant.redirectUri !== redirectUri) throw new SignInError(70000, "Client or redirect address are others.");
    const challenge = createHash("sha256").update(verifier ?? "").digest("base64url");
    if (challenge !== grant.challenge) throw new SignInError(501481);
    grant.isUsed = true;
    return grant;
  }

  /** An access token of what `token` says. */
  access(token) {
    const text = opaque("At_");
    this.#access.set(text, { ...token, issued: this.#clock(), expires: this.#clock() + this.#scenario.tokenSeconds * 1000 });
    return text;
  }

  /** A refresh token; one that renews another inherits the time that one had left. */
  refresh(grant, before) {
    const text = opaque("Rt_");
    this.#refresh.set(text, { ...grant, expires: before?.expires ?? this.#clock() + this.#scenario.refreshSeconds * 1000 });
    return text;
  }

  /** The grant of a refresh token. */
  renewed(text, client) {
    const grant = this.#refresh.get(text);
    if (!grant || grant.client !== client) throw new SignInError(70000, "The refresh token is not known.");
    if (grant.isRevoked) throw new SignInError(50173);
    if (grant.expires <= this.#clock()) throw new SignInError(700084);
    return grant;
  }

  /** Seconds a refresh token has left. */
  left(text) {
    return Math.max(0, Math.floor((this.#refresh.get(text).expires - this.#clock()) / 1000));
  }

  /** What an access token stands for; `undefined` for none of these. */
  find(text) {
    return this.#access.get(text);
  }

  /** Lets the lifetime of every access token end now. */
  expireAccess() {
    for (const token of this.#access.values()) token.expires = this.#clock();
  }

  /** Lets the lifetime of every refresh token end now. */
  expireRefresh() {
    for (const grant of this.#refresh.values()) grant.expires = this.#clock();
  }

  /** Revokes every refresh token, as a change of the password does. */
  revoke() {
    for (const grant of this.#refresh.values()) grant.isRevoked = true;
  }
}
