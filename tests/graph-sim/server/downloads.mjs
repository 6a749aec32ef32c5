// The two hosts bytes come from: usage reports as CSV, which no page can read, and shared files, which a bare GET can.
import { randomBytes } from "node:crypto";

const LIFETIME = 5 * 60 * 1000;

/** What was made ready to be fetched, by secret addresses that live some minutes. */
export class Downloads {
  #tickets = new Map();
  #clock;

  constructor(clock) {
    this.#clock = clock;
  }

  /** The secret of an address of `{ type, text() }`. */
  ticket = (file) => {
    const secret = randomBytes(24).toString("base64url");
    this.#tickets.set(secret, { ...file, expires: this.#clock() + LIFETIME });
    return secret;
  };

  #find(secret) {
    const file = this.#tickets.get(secret);
    return file && file.expires > this.#clock() ? file : undefined;
  }

  /** The host of usage reports: it answers, but says nothing of other origins. */
  report(request, response) {
    const file = this.#find(new URL(request.url, "https://any.invalid").searchParams.get("token"));
    if (request.method !== "GET" || !file) return response.writeHead(request.method === "GET" ? 404 : 405).end();
    response.writeHead(200, { "Content-Type": file.type, "Content-Disposition": "attachment" });
    response.end(file.text());
  }

  /** The host of shared files: every origin may read them, but only by a GET without headers of its own. */
  file(request, response) {
    // A preflight is not answered as a browser wants it.
    if (request.method !== "GET") return response.writeHead(405).end();
    if (request.headers.authorization) return response.writeHead(401, { "Access-Control-Allow-Origin": "*" }).end();
    const file = this.#find(new URL(request.url, "https://any.invalid").searchParams.get("tempauth"));
    if (!file) return response.writeHead(404, { "Access-Control-Allow-Origin": "*" }).end();
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "application/octet-stream", "Cache-Control": "no-store" });
    response.end(file.text());
  }
}
