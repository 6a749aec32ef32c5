// Files shared by link: what Graph tells of them, and the address their bytes come from.
import { createHash } from "node:crypto";
import { guid } from "../data/random.mjs";
import { only, selected } from "./query.mjs";

/** The routes of this file. */
export const shareRoutes = [
  { path: /^\/v1\.0\/shares\/([^/]+)\/driveItem$/, scopes: ["Files.Read", "Files.Read.All", "Files.ReadWrite"], run: item },
  { path: /^\/v1\.0\/shares\/([^/]+)\/driveItem\/content$/, scopes: ["Files.Read", "Files.Read.All"], run: content },
];

/** The token of a sharing address, as Graph wants it in a path. */
export const shareToken = (url) => `u!${Buffer.from(url).toString("base64url")}`;

function fileOf(token, scenario) {
  if (!token.startsWith("u!")) return undefined;
  const url = Buffer.from(token.slice(2), "base64url").toString("utf8");
  return scenario.files.find((file) => file.url === url);
}

function item({ found, scenario, url, origins, ticket }) {
  const file = fileOf(found[1], scenario);
  if (!file) return { error: "404-share" };
  const bytes = Buffer.from(file.text);
  const whole = {
    "@microsoft.graph.downloadUrl": `${origins.files}/download.aspx?UniqueId=${guid(file.url)}&tempauth=${ticket({ text: () => file.text })}`,
    id: guid(file.url).replaceAll("-", "").toUpperCase(),
    name: file.name,
    size: bytes.length,
    webUrl: file.url,
    file: { mimeType: "text/csv", hashes: { quickXorHash: createHash("sha1").update(bytes).digest("base64") } },
  };
  return { body: only(whole, selected(url)), context: "driveItem/$entity" };
}

/** Leads to the same host, whose refusal of the preflight a page cannot get around. */
function content({ found, scenario, origins, ticket }) {
  const file = fileOf(found[1], scenario);
  return file ? { location: `${origins.files}/download.aspx?UniqueId=${guid(file.url)}&tempauth=${ticket({ text: () => file.text })}` } : { error: "404-share" };
}
