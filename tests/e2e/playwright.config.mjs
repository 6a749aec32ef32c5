// The browser tests: one Chromium against the release page in dist/. `cargo xtask test` starts them.
import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";

// The runner finds a free port; the processes it starts inherit it.
process.env.ROLLCALL_TEST_PORT ??= String(await freePort());
const host = `http://127.0.0.1:${process.env.ROLLCALL_TEST_PORT}`;

// The sandbox cannot be set up by root, which is what most containers run as.
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "out",
  // A busy machine may stall a browser. What needs its second try is listed as flaky, and is a bug.
  retries: 1,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    // Not the root of the host: `dist/` has to work from any sub-path.
    baseURL: `${host}/some/sub/path/`,
    locale: "en-US",
    trace: "on-first-retry",
    launchOptions: {
      // Set by xtask; without it Playwright looks for a Chromium of its own.
      executablePath: process.env.ROLLCALL_CHROMIUM,
      chromiumSandbox: !isRoot && !process.env.ROLLCALL_NO_SANDBOX,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-domain-reliability",
        "--disable-sync",
        "--no-pings",
        // Whatever slips through has nowhere to go.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ],
    },
  },
  webServer: {
    command: "node server.mjs",
    url: `${host}/some/sub/path/`,
    reuseExistingServer: false,
  },
});

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
