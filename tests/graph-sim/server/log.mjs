// Every request that reached the simulator, by whichever host, so that tests can say what was sent where and how fast.

/** The log of one simulator. */
export class Log {
  entries = [];
  #inFlight = new Map();
  #start;
  #clock;

  constructor(clock) {
    this.#clock = clock;
    this.#start = clock();
  }

  /** Notes a request and gives its entry; what is learnt later (tenant, page, status) is added to it. */
  note(request, response, role, scheme) {
    const { pathname, search } = new URL(request.url, "https://any.invalid");
    const inFlight = (this.#inFlight.get(role) ?? 0) + 1;
    this.#inFlight.set(role, inFlight);
    const entry = {
      n: this.entries.length + 1,
      /** Milliseconds since the simulator started. */
      at: this.#clock() - this.#start,
      role: role ?? "unknown",
      scheme,
      host: request.headers.host ?? "",
      method: request.method,
      path: pathname,
      query: search,
      headers: { ...request.headers },
      /** How many requests to this role were being answered, this one included. */
      inFlight,
      status: null,
      /** How the answer ended: `given`, or `closed` where either side went away before. */
      end: null,
    };
    this.entries.push(entry);
    const ended = (how) => () => {
      if (entry.end) return;
      entry.end = how;
      entry.status = how === "given" || response.headersSent ? response.statusCode : null;
      entry.took = this.#clock() - this.#start - entry.at;
      this.#inFlight.set(role, this.#inFlight.get(role) - 1);
    };
    // Not when it has left for the network: the other side may act on it before that is told here.
    const end = response.end.bind(response);
    response.end = (...words) => {
      ended("given")();
      return end(...words);
    };
    response.once("close", ended("closed"));
    return entry;
  }

  /** The entries that have these values, such as `{ role: "graph", method: "GET" }`; `path` may be a beginning. */
  find(wanted = {}) {
    return this.entries.filter((entry) => Object.entries(wanted).every(([name, value]) => {
      if (name === "path") return decodeURIComponent(entry.path).startsWith(value);
      return String(entry[name]) === String(value);
    }));
  }

  clear() {
    this.entries = [];
  }
}
