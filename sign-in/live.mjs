// Only in `live.html`: what the module needs to reach Microsoft. `index.html` has none of it, and a policy that refuses it.

const { auth } = document.querySelector('meta[name="live-files"]').dataset;

/** An answer that sends nothing for so long, in milliseconds, has stalled. */
const STALLED = 30_000;

/** The bytes of answers, by number, until they are made into a file: they never live as objects of this page. */
const kept = new Map();

/** Ends every request under way. */
let stopping = new AbortController();

globalThis.rollcallLive = {
  /** The text of `config.json` beside the page; empty where its host has none. */
  async config() {
    const answer = await fetch("config.json", { cache: "no-cache" }).catch(() => undefined);
    return answer?.ok ? answer.text() : "";
  },

  /** The adapter of the sign-in library, fetched when it is first asked for. */
  auth: () => import(new URL(auth, document.baseURI).href),

  /** From here on the page reaches its own host and these, and no other: a second policy beside the one it came with. */
  narrow(hosts) {
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = `connect-src 'self' ${hosts.join(" ")}`;
    document.head.append(meta);
  },

  /**
   * Asks once. Gives `{status, retryAfter, authenticate, requestId, date, body}`, or `{failure}`: `network` where no
   * status can be read, `aborted`, or `timeout`. The body is kept under `id` as well. No redirect is followed: what
   * Graph redirects to cannot be read from a page.
   */
  async ask(id, url, method, headers, content) {
    const own = new AbortController();
    const halt = stopping.signal;
    const signal = AbortSignal.any([own.signal, halt]);
    let timer;
    const patience = () => {
      clearTimeout(timer);
      timer = setTimeout(() => own.abort(), STALLED);
    };
    patience();
    try {
      const answer = await fetch(url, {
        method,
        headers,
        body: content,
        signal,
        redirect: "error",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
      });
      const body = await bytes(answer, patience);
      if (id) kept.set(id, new Blob([body]));
      const header = (name) => answer.headers.get(name) ?? undefined;
      return {
        status: answer.status,
        retryAfter: header("Retry-After"),
        authenticate: header("WWW-Authenticate"),
        requestId: header("request-id"),
        date: header("Date"),
        body,
      };
    } catch {
      return { failure: halt.aborted ? "aborted" : own.signal.aborted ? "timeout" : "network" };
    } finally {
      clearTimeout(timer);
    }
  },

  /** Ends what is under way. */
  stop() {
    stopping.abort();
    stopping = new AbortController();
  },

  /** The kept answers of these numbers as one file, in this order; nothing where one of them is not there any more. */
  file(ids, name) {
    if (!ids.every((id) => kept.has(id))) return undefined;
    const parts = ids.flatMap((id) => [kept.get(id), "\n"]);
    return new File(parts, name, { type: "application/json" });
  },

  /** Forgets the kept answers of these numbers. */
  forget(ids) {
    for (const id of ids) kept.delete(id);
  },
};

async function bytes(answer, patience) {
  const pieces = [];
  let length = 0;
  for (const reader = answer.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    patience();
    pieces.push(value);
    length += value.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
