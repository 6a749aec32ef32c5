// Everything by seed: the same seed gives the same tenant on every machine.
import { createHash } from "node:crypto";

/** A generator of numbers from 0 up to 1 (mulberry32). */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export const pick = (random, list) => list[Math.floor(random() * list.length)];

/** 64 hexadecimal digits that belong to a label. */
export const digest = (label) => createHash("sha256").update(label).digest("hex");

/** The GUID that belongs to a label. */
export function guid(label) {
  const hex = digest(label);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
