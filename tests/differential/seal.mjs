// Seals the codes of tests/fixtures/shares.txt once more by the Web Crypto of Node, from docs/sharing.md alone and with
// a salt, a nonce and a key that never change:
//
//     node tests/differential/seal.mjs
//
// prints the sealed lines that stand there. The page opens them in tests/e2e/share.spec.mjs.
import { readFileSync } from "node:fs";

const { subtle } = globalThis.crypto;
const bytes = (text) => new TextEncoder().encode(text);
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const from64 = (text) => Uint8Array.from(Buffer.from(text, "base64url"));
const to64 = (part) => Buffer.from(part).toString("base64url");
const big = (number) => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
const day = (text) => big(Date.parse(text) / 86_400_000);

const SIGN = bytes("rollcall sealed 1\0");
const fixed = (n, step) => Uint8Array.from({ length: n }, (_, at) => (at * step + 7) & 255);
export const KEY = fixed(32, 11);
export const PASSPHRASE = "correct horse, batterie 电池";

async function seal(packed, { passphrase, inside, expires }) {
  const rounds = passphrase ? 650_000 : 0;
  const salt = passphrase ? fixed(16, 3) : new Uint8Array(16);
  const nonce = fixed(12, passphrase ? 5 : 13);
  const header = joined([1, passphrase ? 1 : 0], big(rounds), salt, nonce, day("2026-11-28"), expires ? day(expires) : big(0));
  const algorithm = { name: "AES-GCM", length: 256 };
  let key;
  if (passphrase) {
    const secret = await subtle.importKey("raw", bytes(passphrase), "PBKDF2", false, ["deriveKey"]);
    key = await subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, secret, algorithm, false, ["encrypt"]);
  } else {
    key = await subtle.importKey("raw", KEY, algorithm, false, ["encrypt"]);
  }
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: joined(SIGN, header), tagLength: 128 }, key, packed);
  const rest = joined(header, new Uint8Array(sealed));
  const sum = new Uint8Array(await subtle.digest("SHA-256", joined(SIGN, rest))).subarray(0, 6);
  return `s1.${to64(joined(sum, rest))}${inside ? `.${to64(KEY)}` : ""}`;
}

/// The sealed codes of the file, each with the line below it: `sealed`, its secret as JSON, and what it holds.
export async function sealedLines(text) {
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  const plain = lines.flatMap((line, at) => (line.startsWith("r1.") ? [[line, lines[at + 1]]] : []));
  const ways = [{ passphrase: PASSPHRASE, expires: "2026-12-05" }, { inside: true }, { expires: "2026-12-24" }];
  const made = [];
  for (const [at, [code, holds]] of plain.slice(0, 3).entries()) {
    const way = ways[at];
    const secret = way.passphrase ?? (way.inside ? "" : to64(KEY));
    made.push(await seal(from64(code.slice(3)).subarray(6), way), `sealed ${JSON.stringify(secret)} ${holds}`);
  }
  return made;
}

if (process.argv[1]?.endsWith("seal.mjs")) {
  const text = readFileSync(new URL("../fixtures/shares.txt", import.meta.url), "utf8");
  console.log((await sealedLines(text)).join("\n"));
}
