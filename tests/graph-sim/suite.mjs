// What the tests of one file share: a simulator that every test finds as it was started.
import { after, before, beforeEach } from "node:test";
import { asking } from "./client.mjs";
import { start } from "./start.mjs";

/** Starts a simulator for this file; gives `{ sim, as }`, both there once a test runs. */
export function simulated(options) {
  const suite = {};
  before(async () => {
    suite.sim = await start({ answer: "at-once", ...options });
    suite.as = asking(suite.sim);
  });
  beforeEach(() => { suite.sim.reset(); suite.sim.events.signEverybodyOut(); });
  after(() => suite.sim.stop());
  return suite;
}
