// A self-signed P-256 certificate, made at each start and kept in memory: no private key ever lies in a file.
import { X509Certificate, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const DAY = 24 * 3600 * 1000;

/** `{ key, cert }` in PEM for these DNS names, valid from yesterday for thirty days. */
export function selfSigned(names, now = Date.now()) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256
  const name = sequence(set(sequence(oid("2.5.4.3"), utf8(names[0]))));
  // A serial number is positive: its first bit is zero.
  const serial = Buffer.concat([Buffer.from([0x4a]), randomBytes(15)]);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))), // X.509 version 3
    integer(serial),
    algorithm,
    name,
    sequence(time(now - DAY), time(now + 30 * DAY)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(
      extension("2.5.29.17", sequence(...names.map((name) => tagged(0x82, Buffer.from(name))))), // subjectAltName
      extension("2.5.29.19", sequence(boolean(true)), true), // basicConstraints: it is its own authority
    )),
  );
  const signature = sign("sha256", body, { key: privateKey, dsaEncoding: "der" });
  const der = sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature));
  const cert = new X509Certificate(der).toString();
  return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }) };
}

// DER: a tag, a length, the bytes.

function tagged(tag, ...parts) {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(bytes.length), bytes]);
}

function length(n) {
  if (n < 0x80) return Buffer.from([n]);
  const bytes = [];
  for (let rest = n; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

const sequence = (...parts) => tagged(0x30, ...parts);
const set = (...parts) => tagged(0x31, ...parts);
const explicit = (n, ...parts) => tagged(0xa0 | n, ...parts);
const integer = (bytes) => tagged(0x02, bytes);
const boolean = (is) => tagged(0x01, Buffer.from([is ? 0xff : 0]));
const utf8 = (text) => tagged(0x0c, Buffer.from(text));

function oid(dotted) {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 | (left % 128));
    bytes.push(...digits);
  }
  return tagged(0x06, Buffer.from(bytes));
}

/** UTCTime: two digits of the year, to the second. */
function time(at) {
  const text = new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14);
  return tagged(0x17, Buffer.from(`${text}Z`));
}

function extension(id, value, isCritical = false) {
  const parts = [oid(id), ...(isCritical ? [boolean(true)] : []), tagged(0x04, value)];
  return sequence(...parts);
}
