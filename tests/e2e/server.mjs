// Serves dist/ for the browser tests, twice:
//   /some/sub/path/     as a plain static host does: no header but the type, so the page's own policy stands alone
//   /other/sub/path/    with that policy as a header as well, so it binds the worker too
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = process.env.ROLLCALL_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));
const plain = "/some/sub/path/";
const guarded = "/other/sub/path/";
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".txt": "text/plain",
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://here");
  const base = [plain, guarded].find((base) => pathname.startsWith(base));
  const name = base && (pathname.slice(base.length) || "index.html");
  // The URL parser took every `..` out of the path, so `name` stays below dist/.
  const body = name && (await readFile(join(dist, name)).catch(() => undefined));
  if (body === undefined) return response.writeHead(404).end();
  response.setHeader("Content-Type", types[extname(name)] ?? "application/octet-stream");
  // As the README asks of a host: what is named by its content is kept.
  response.setHeader("Cache-Control", name === "index.html" ? "no-cache" : "public, max-age=31536000, immutable");
  if (base === guarded) response.setHeader("Content-Security-Policy", await policy());
  response.end(body);
}

async function policy() {
  const html = await readFile(join(dist, "index.html"), "utf8");
  return `${/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1]}; frame-ancestors 'none'`;
}

createServer(answer).listen(Number(process.env.ROLLCALL_TEST_PORT), "127.0.0.1");
