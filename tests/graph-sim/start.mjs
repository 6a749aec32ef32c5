// A directory to try the live mode on: sign-in, Graph and the page itself, on one port of this machine.
import { fileURLToPath } from "node:url";
import { Directory } from "./data/directory.mjs";
import { isKnown } from "./entra/errors.mjs";
import { Entra } from "./entra/server.mjs";
import { checkRule } from "./graph/faults.mjs";
import { Graph } from "./graph/server.mjs";
import { selfSigned } from "./server/certificate.mjs";
import { startControl } from "./server/control.mjs";
import { Downloads } from "./server/downloads.mjs";
import { DOMAIN, origins as originsAt, roleOf } from "./server/hosts.mjs";
import { Log } from "./server/log.mjs";
import { servePage } from "./server/page.mjs";
import { listen } from "./server/ports.mjs";
import { ordinary, set } from "./server/scenario.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/**
 * Starts a simulator.
 *
 * - `port`: of all hosts, any free one by default; `controlPort` likewise;
 * - `dist`: the folder of the page;
 * - `clock`: milliseconds since 1970, the machine's by default;
 * - `oidc`: whether the certified sign-in server runs, too; it needs the npm package;
 * - whatever else is taken over into the scenario, see `server/scenario.mjs`.
 *
 * Gives `{ port, origins, control, cert, scenario, set, reset, log, sent, events, stop }`.
 */
export async function start({ port = 0, controlPort = 0, dist = process.env.ROLLCALL_DIST ?? DIST, clock = Date.now, oidc = false, ...first } = {}) {
  const scenario = ordinary();
  const log = new Log(clock);
  const { key, cert } = selfSigned([`*.${DOMAIN}`, `graph.${DOMAIN}`, `login.${DOMAIN}`, `app.${DOMAIN}`], clock());
  const sim = { scenario, log, cert };
  let handlers;
  const door = await listen({
    port, key, cert,
    handle(request, response, scheme) {
      const role = roleOf(request.headers.host);
      const entry = log.note(request, response, role, scheme);
      const answer = scheme === "https" && role && handlers[role];
      if (!answer) return response.writeHead(421, { "Content-Type": "text/plain" }).end("no host of the simulator");
      Promise.resolve(answer(request, response, entry)).catch((error) => {
        // A defect of the simulator must not pass for a fault that was asked for.
        console.error(error);
        entry.defect = String(error.stack ?? error);
        response.destroy();
      });
    },
  });

  const origins = originsAt(door.port);
  const downloads = new Downloads(clock);
  const directory = new Directory(scenario);
  const redirectUris = () => (scenario.redirectUris.length ? scenario.redirectUris : [`${origins.app}/redirect.html`, `${origins.app}/live.html`]);
  const entra = new Entra({ scenario, origins, clock, redirectUris });
  const certified = oidc ? await (await import("./oidc.mjs")).certified({ scenario, origins, clock, redirectUris }) : undefined;
  const identify = async (token) => entra.grants.find(token) ?? certified?.identify(token);
  const graph = new Graph({ scenario, directory, clock, origins, port: door.port, identify, ticket: downloads.ticket });
  handlers = {
    app: (request, response) => servePage({ scenario, origins, dist }, request, response),
    login: (request, response) => entra.handle(request, response),
    graph: (request, response, entry) => graph.handle(request, response, entry),
    reports: (request, response) => downloads.report(request, response),
    files: (request, response) => downloads.file(request, response),
    oidc: certified?.handle,
  };

  sim.set = (patch) => {
    const rules = (value) => (Array.isArray(value) ? value : [value].filter(Boolean));
    rules(patch.fail).forEach(checkRule);
    for (const { code } of rules(patch.signIn)) if (!isKnown(code)) throw new Error(`\`signIn\` knows no AADSTS${code}; entra/errors.mjs lists what it knows`);
    set(scenario, patch);
  };
  sim.set(first);
  const control = await startControl(sim, controlPort);
  return Object.assign(sim, {
    port: door.port,
    origins,
    control: `http://127.0.0.1:${control.port}/control`,
    directory,
    sent: graph.sent,
    /** What happens at once. */
    events: {
      expireAccess: () => entra.grants.expireAccess(),
      expireRefresh: () => entra.grants.expireRefresh(),
      revoke: () => entra.grants.revoke(),
      signEverybodyOut: () => entra.signEverybodyOut(),
      expirePageTokens: () => graph.pages.expireAll(),
      reset: () => sim.reset(),
    },
    /** Back to what it was started with, nothing spent of any limit and nothing consented to; tokens and sessions stay. */
    reset() {
      entra.consents.clear();
      graph.limits.clear();
      Object.assign(scenario, ordinary());
      sim.set(first);
    },
    async stop() {
      await Promise.all([door.stop(), control.stop()]);
    },
  });
}
