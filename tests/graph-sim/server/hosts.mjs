// The hosts of the simulator. All stand behind one port of 127.0.0.1 and are told apart by the Host header.

/** The domain all hosts lie in; a browser is told to look for it on this machine. */
export const DOMAIN = "rollcall.test";

/** What each host plays. */
export const ROLES = ["app", "login", "graph", "reports", "files", "oidc"];

/** The origin of each role, such as `{ graph: "https://graph.rollcall.test:8443" }`. */
export function origins(port) {
  return Object.fromEntries(ROLES.map((role) => [role, `https://${role}.${DOMAIN}:${port}`]));
}

/** The role a Host header asks for; `undefined` for a host the simulator does not play, such as a look-alike. */
export function roleOf(host = "") {
  const name = host.toLowerCase().replace(/:\d+$/, "");
  return ROLES.find((role) => name === `${role}.${DOMAIN}`);
}

/** The flags a Chromium needs to find the hosts and nothing else, and to take their certificate. */
export function browserFlags() {
  return [
    `--host-resolver-rules=MAP *.${DOMAIN} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    "--ignore-certificate-errors",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
  ];
}
