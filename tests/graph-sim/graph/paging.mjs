// Pages of a listing: smaller than asked for, sometimes empty, led on by opaque tokens that die.
import { randomBytes } from "node:crypto";

/** The page tokens of one simulator. */
export class Pages {
  #tokens = new Map();
  #scenario;
  #served = 0;

  constructor(scenario) {
    this.#scenario = scenario;
  }

  /** Which page of its listing an address asks for, from 1; a token nobody gave asks for none. */
  numberOf(url) {
    const token = tokenIn(url);
    return token === undefined ? 1 : this.#tokens.get(token)?.number;
  }

  /** Kills every token that is out. */
  expireAll() {
    this.#tokens.clear();
  }

  /**
   * The page `url` asks for of `rows`, at most `size` of them.
   *
   * Gives `{ value, nextLink, number }`, or `{ expired: true }` for a token that is dead, of another tenant or of another path.
   */
  page({ url, origin, tenant, rows, size }) {
    this.#served += 1;
    const token = tokenIn(url);
    let at = { offset: 0, number: 1 };
    if (token !== undefined) {
      const known = this.#tokens.get(token);
      const life = this.#scenario.pageTokenRequests;
      const isDead = life !== null && this.#served - known?.born > life;
      if (!known || isDead || known.path !== url.pathname || known.tenant !== tenant) return { expired: true };
      at = known;
    }
    const { emptyEvery, pageSize } = this.#scenario;
    const largest = Math.max(1, Math.min(size, pageSize ?? size));
    const isEmpty = emptyEvery > 0 && at.number % emptyEvery === 0 && at.offset < rows.length;
    const end = isEmpty ? at.offset : Math.min(rows.length, at.offset + largest);
    const page = { value: rows.slice(at.offset, end), number: at.number };
    if (end < rows.length) {
      const next = { offset: end, number: at.number + 1, path: url.pathname, tenant, born: this.#served };
      page.nextLink = this.#link(url, origin, next);
    }
    return page;
  }

  /** The same query as before, so that the selection goes on, with a token that says nothing. */
  #link(url, origin, next) {
    const token = randomBytes(24).toString("base64url");
    this.#tokens.set(token, next);
    const query = url.search.slice(1).split("&").filter((part) => part && !isToken(part));
    return `${origin}${url.pathname}?${[...query, `$skiptoken=${token}`].join("&")}`;
  }
}

const isToken = (part) => /^(\$|%24)skiptoken=/i.test(part);

function tokenIn(url) {
  const part = url.search.slice(1).split("&").find(isToken);
  return part && decodeURIComponent(part.slice(part.indexOf("=") + 1));
}
