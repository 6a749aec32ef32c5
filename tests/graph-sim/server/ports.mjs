// One port that speaks TLS and plain HTTP: a page that leaves TLS behind is answered, and so is seen in the log.
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createNet } from "node:net";

/** The first byte of every TLS connection. */
const TLS_HANDSHAKE = 0x16;

/** Listens on 127.0.0.1; `handle(request, response, scheme)` answers. Gives `{ port, stop }`. */
export async function listen({ port, key, cert, handle }) {
  const secure = createHttps({ key, cert, ALPNProtocols: ["http/1.1"] }, (request, response) => handle(request, response, "https"));
  const plain = createHttp((request, response) => handle(request, response, "http"));
  // A client that does not like the certificate, or goes away, is no trouble of ours.
  for (const server of [secure, plain]) server.on("clientError", (_error, socket) => socket.destroy()).on("tlsClientError", () => {});
  const sockets = new Set();
  const door = createNet((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise((resolve, reject) => door.once("error", reject).listen(port, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => {
    door.close(resolve);
    for (const socket of sockets) socket.destroy();
  });
  return { port: door.address().port, stop };
}
