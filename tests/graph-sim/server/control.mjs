// How a test steers the simulator from another process: JSON over plain HTTP on a port of its own, which no page is told of.
import { createServer } from "node:http";
import { bodyOf, sendJson } from "./http.mjs";

/** Starts the control port of `sim`; gives `{ port, stop }`. */
export async function startControl(sim, port = 0) {
  const server = createServer((request, response) => {
    answer(sim, request, response).catch((error) => sendJson(response, 400, { error: error.message }));
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return { port: server.address().port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function answer(sim, request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const what = `${request.method} ${pathname}`;
  if (what === "GET /control") return sendJson(response, 200, { ...sim.origins, scenario: sim.scenario });
  if (what === "POST /control") {
    sim.set(JSON.parse(await bodyOf(request)));
    return sendJson(response, 200, { scenario: sim.scenario });
  }
  if (what === "GET /control/log") return sendJson(response, 200, sim.log.find(Object.fromEntries(searchParams)));
  if (what === "DELETE /control/log") {
    sim.log.clear();
    return sendJson(response, 200, {});
  }
  if (what === "GET /control/sent") return sendJson(response, 200, sim.sent);
  // `POST /control/do/expireAccess` and the like: what happens at once and is over.
  const [, action] = /^POST \/control\/do\/(\w+)$/.exec(what) ?? [];
  if (action && Object.hasOwn(sim.events, action)) {
    sim.events[action]();
    return sendJson(response, 200, {});
  }
  return sendJson(response, 404, { error: `there is no ${what}; tests/graph-sim/README.md lists what there is` });
}
