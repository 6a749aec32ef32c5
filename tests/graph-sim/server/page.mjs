// The page under test: `dist/` as a static host serves it, but for two files that name the simulator in Microsoft's place.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm",
  ".txt": "text/plain", ".json": "application/json", ".csv": "text/csv",
};

/** What of a name says that its file never changes. */
const NAMED_BY_CONTENT = /-[0-9a-f]{8,}(_bg)?\./;

/** Answers a request to the host of the page. `world` has scenario, origins and the folder `dist`. */
export async function servePage(world, request, response) {
  const { pathname } = new URL(request.url, world.origins.app);
  // The URL parser took every `..` out of the path; not decoded, it cannot get another one, and the file lies below the folder.
  const name = pathname.slice(1) || "index.html";
  const body = name === "config.json"
    ? JSON.stringify(configOf(world))
    : await readFile(join(world.dist, name)).catch(() => undefined);
  if (body === undefined) return response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
  const isKept = NAMED_BY_CONTENT.test(name);
  response.setHeader("Content-Type", TYPES[extname(name)] ?? "application/octet-stream");
  response.setHeader("Cache-Control", name === "redirect.html" ? "no-store" : isKept ? "public, max-age=31536000, immutable" : "no-cache");
  response.end(name === "live.html" ? withOwnHosts(body.toString("utf8"), world) : body);
}

/** The `config.json` an administrator would have written for these hosts. */
export function configOf({ scenario, origins }) {
  const isOidc = scenario.signInServer === "oidc";
  return {
    client_id: scenario.clientId,
    tenant: "organizations",
    cloud: "global",
    authority: isOidc ? origins.oidc : origins.login,
    graph: origins.graph,
    downloads: [origins.files],
    ...(isOidc && { protocol: "OIDC" }),
    ...scenario.config,
  };
}

/** A page whose policy names the simulator's hosts where it named Microsoft's; its other words stay as they are. */
export function withOwnHosts(html, { scenario, origins }) {
  const signIn = scenario.signInServer === "oidc" ? origins.oidc : origins.login;
  return html.replace(/(http-equiv="Content-Security-Policy" content=")([^"]*)(")/, (_all, before, policy, after) => {
    const directives = policy.split(";").map((directive) => {
      const words = directive.trim().split(/\s+/).map((word) => ownHost(word, signIn, origins));
      return [...new Set(words)].join(" ");
    });
    return before + directives.join("; ") + after;
  });
}

/** The host that plays the part of one of Microsoft's: Graph, sign-in, or else where shared files lie. */
function ownHost(word, signIn, origins) {
  if (!/^https:\/\//.test(word)) return word;
  const host = word.slice("https://".length);
  if (/graph\./.test(host)) return origins.graph;
  return /^login\./.test(host) ? signIn : origins.files;
}
