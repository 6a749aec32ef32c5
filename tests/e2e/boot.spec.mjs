// From an address to a page that works, or to a sentence that says why it cannot.
import { enrollment, expiring, mailboxes } from "./exports.mjs";
import { details, drop, expectList, partsCome, rowOf, tab } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const notice = ".boot-notice";

for (const path of ["/some/sub/path/", "/other/sub/path/"]) {
  test(`the page opens from ${path} and asks nobody else for anything`, async ({ page, requests }) => {
    await page.goto(path);
    await expect(page).toHaveTitle(/Rollcall/);
    await expect(page.locator(notice)).toHaveCount(0);
    expect(requests.filter((address) => !new URL(address).pathname.startsWith(path) && !address.startsWith("data:"))).toEqual([]);
  });

  test(`an engine answers from ${path}, as often as one is started`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator(notice)).toHaveCount(0);
    for (let time = 0; time < 3; time += 1) {
      expect(await page.evaluate(startEngine)).toBe("answered");
    }
  });
}

/** Runs in the page: starts an engine, waits for its first word, ends it. */
function startEngine() {
  return new Promise((resolve) => {
    const worker = globalThis.rollcallSpawnWorker();
    const end = (outcome) => {
      worker.terminate();
      resolve(outcome);
    };
    worker.onmessage = () => end("answered");
    worker.onerror = (event) => end(`failed: ${event.message}`);
  });
}

test("the wasm module is fetched once, whatever its hash is checked against", async ({ page, requests }) => {
  await page.goto("");
  await expect(page.locator(notice)).toHaveCount(0);
  await partsCome(page);
  const modules = requests.filter((address) => address.endsWith(".wasm"));
  expect(modules.filter((address) => address.endsWith("_bg.wasm"))).toHaveLength(1);
  expect(new Set(modules).size).toBe(modules.length);
});

test("the page fetches by itself all that works without the network later, pieces that parts share too", async ({ page, requests }) => {
  await page.goto("");
  const files = await page.locator("meta[name=app-part]").evaluateAll((all) => all.filter(({ content }) => !["workbook", "json", "names"].includes(content)).map((one) => one.dataset.file.slice(2)));
  expect(files.length).toBeGreaterThan(3);
  await expect.poll(() => files.filter((file) => !requests.some((address) => address.endsWith(`/${file}`)))).toEqual([]);
});

test("a part that does not come is said in a sentence, and tried again when it is needed", async ({ page, odd }) => {
  let isCut = true;
  await page.route("**/lists-*.wasm", (route) => (isCut ? route.abort() : route.continue()));
  await page.goto("?today=2026-11-22");
  await expect(page.locator(".notice")).toContainText("a part of this page could not be fetched");
  isCut = false;
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, expiring.map(([key]) => key));
  odd.length = 0;
});

test("a question about an account says so when its part does not come", async ({ page, odd }) => {
  let isCut = true;
  await page.route("**/answers-*.wasm", (route) => (isCut ? route.abort() : route.continue()));
  await page.goto("?today=2026-11-22");
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, expiring.map(([key]) => key));
  await rowOf(page, "loe04").locator("[data-column=logon_name]").click();
  await expect(details(page)).toContainText("a part of this page could not be fetched");
  isCut = false;
  await rowOf(page, "hoe05").locator("[data-column=logon_name]").click();
  await expect(details(page)).toContainText("hoe05");
  odd.length = 0;
});

test("matching says so when its part does not come, and comes when it is tried again", async ({ page, odd }) => {
  let isCut = true;
  await page.route("**/matching-*.wasm", (route) => (isCut ? route.abort() : route.continue()));
  await page.goto("?today=2026-11-22");
  await drop(page, [mailboxes, enrollment]);
  await expectList(page, expiring.map(([key]) => key));
  await tab(page, "Matching").click();
  await expect(page.getByRole("alert")).toContainText("a part of this page could not be fetched");
  isCut = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".row-count")).toHaveText("27 rows");
  odd.length = 0;
});

test("the engine has no way to the network, even where no header binds it", async ({ page }) => {
  await page.goto("");
  await expect(page.locator(notice)).toHaveCount(0);
  const [worker] = await Promise.all([
    page.waitForEvent("worker"),
    page.evaluate(() => new Promise((resolve) => {
      globalThis.engine = globalThis.rollcallSpawnWorker();
      globalThis.engine.onmessage = resolve;
    })),
  ]);
  const ways = await worker.evaluate(() => ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource",
    "Worker", "importScripts", "caches", "FontFace", "fonts"].filter((name) => name in globalThis));
  expect(ways).toEqual([]);
});

test("an engine that cannot start is an error the page hears of", async ({ page, odd }) => {
  await page.goto("");
  await expect(page.locator(notice)).toHaveCount(0);
  const outcome = await page.evaluate(() => new Promise((resolve) => {
    const worker = new Worker(document.querySelector("script[type=module]").src, { type: "module" });
    worker.onerror = (event) => resolve(event.message);
    worker.postMessage({ js: new URL("none.js", location.href).href });
  }));
  expect(outcome).toContain("none.js");
  odd.length = 0;
});

test("only the tool's own worker may be started, and no markup that could run is taken", async ({ page, odd }) => {
  await page.goto("");
  await expect(page.locator(notice)).toHaveCount(0);
  const refused = await page.evaluate(async () => {
    const box = document.createElement("div");
    const script = document.createElement("script");
    const attempts = [
      () => new Worker("other.js"),
      () => new Worker("https://example.org/boot.js"),
      () => (script.src = "other.js"),
      () => (script.text = "1"),
      () => (box.innerHTML = "<img src=x onerror=alert(1)>"),
      () => (box.innerHTML = "<script>1</script>"),
      () => (box.innerHTML = "<svg><script>1</script></svg>"),
      () => (box.innerHTML = "<a href='javascript:alert(1)'>x</a>"),
      () => (box.innerHTML = "<iframe srcdoc='x'></iframe>"),
      () => trustedTypes.createPolicy("another", {}),
      () => trustedTypes.createPolicy("default", {}),
      () => eval("1"),
      () => new Function("return 1"),
    ];
    // What the test itself evaluates may evaluate more; a task of the page's own may not.
    await new Promise((resolve) => setTimeout(resolve));
    return attempts.map((attempt) => {
      try {
        attempt();
        return `passed: ${attempt}`;
      } catch {
        return "refused";
      }
    });
  });
  expect(refused.filter((outcome) => outcome !== "refused")).toEqual([]);
  const plain = await page.evaluate(() => {
    const box = document.createElement("div");
    box.innerHTML = "<p class='a'><span>plain</span></p>";
    return box.textContent;
  });
  expect(plain).toBe("plain");
  odd.length = 0;
});

test("a page's request to another address is refused", async ({ page, odd }) => {
  await page.goto("");
  const outcome = await page.evaluate(() => fetch("https://example.org/").then(() => "sent", () => "refused"));
  expect(outcome).toBe("refused");
  expect(odd.join()).toContain("Content Security Policy");
  odd.length = 0;
});

test("what the browser lacks is said in a sentence", async ({ page, odd }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto("");
  await expect(page.locator(notice).first()).toContainText("needs WebAssembly");
  odd.length = 0;
});

test("a browser without workers is told so", async ({ page, odd }) => {
  await page.addInitScript(() => delete globalThis.Worker);
  await page.goto("");
  await expect(page.locator(notice).first()).toContainText("needs web workers");
  odd.length = 0;
});

test("a file that does not come is said in a sentence", async ({ page, odd }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("");
  await expect(page.locator(notice).first()).toContainText("could not load one of its files");
  odd.length = 0;
});

test("a changed wasm module is refused by its hash", async ({ page, odd }) => {
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]);
    await route.fulfill({ response, body });
  });
  await page.goto("");
  await expect(page.locator(notice).first()).toContainText("not the one this page was built with");
  odd.length = 0;
});

test("where no script runs the page says what it needs", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const response = await page.goto(baseURL);
  await expect(page.getByText("this browser is too old")).toBeVisible();
  // Playwright switches scripts off too late for the parser to take this for markup.
  expect(await response.text()).toMatch(/<noscript>.*needs JavaScript.*<\/noscript>/);
  await context.close();
});

test("inside another page it does not open", async ({ page, baseURL, odd }) => {
  await page.setContent(`<iframe src="${baseURL}"></iframe>`);
  await expect(page.frameLocator("iframe").locator(notice).first()).toContainText("inside another page");
  odd.length = 0;
});
