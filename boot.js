// Opens the page or, inside a worker, the engine: one script and one wasm module serve both.
// The module is fetched and compiled once, by the page, and posted to every worker.

/** The parts that were asked for: the promise of a compiled module each. */
const parts = new Map();

if (typeof document === "undefined") {
  // A trap inside an awaited step is a rejected promise here, and no error that the page would hear.
  addEventListener("unhandledrejection", (event) => postMessage({ trap: String(event.reason) }));
  addEventListener("message", (event) => openEngine(event.data).catch(reportError), { once: true });
} else {
  openPage();
}

/** In a worker: starts the module the page sent. An error goes to the page's `worker.onerror`. */
async function openEngine({ js, module, numerals }) {
  closeNetwork();
  globalThis.rollcallNumerals = numerals;
  globalThis.rollcallPart = partOfPage;
  globalThis.rollcallReadWorkbook = readWorkbook;
  const { default: init } = await import(js);
  await init({ module_or_path: module });
}

/**
 * The policy in `index.html` binds the page; a worker is bound only where the host sends the policy as
 * a header as well. So the worker, which sees all the data, loses every network interface that can be taken
 * away; only that header also stops an `import()` of another address.
 * A part that is loaded later is fetched by the page and posted here.
 */
function closeNetwork() {
  const names = ["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport",
    "EventSource", "RTCPeerConnection", "Worker", "SharedWorker", "importScripts", "caches", "FontFace", "fonts"];
  for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) {
    for (const name of names) Reflect.deleteProperty(scope, name);
  }
}

/**
 * In a worker: reads a sheet of a workbook, or the only one if none is named; nothing if the archive is no workbook.
 * Every file gets a new instance of the module: its memory goes with it, and a trap leaves nothing behind.
 */
async function readWorkbook(file, sheet) {
  if (!/xl\/workbook\.|content\.xml|encrypted-package/.test(await file.slice(-(2 ** 20)).text())) return;
  const refuse = (sentence) => [2, new TextEncoder().encode(sentence)];
  if (file.size > 100 * 2 ** 20) return refuse("is a workbook of more than 100 MiB: open it and save the sheet as CSV UTF-8");
  const module = await partOfPage("workbook");
  if (!module) return refuse("is a workbook, and the part of Rollcall that reads workbooks could not be loaded: drop it again when there is a connection");
  const { exports } = await WebAssembly.instantiate(module);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const start = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer, start).set(bytes);
  const kind = exports.read(sheet);
  return [kind, new Uint8Array(exports.memory.buffer, exports.answer(), exports.answer_length())];
}

/** In a worker: asks the page for a part of the program; nothing where it does not come. */
function partOfPage(name) {
  const { port1, port2 } = new MessageChannel();
  postMessage({ asksForPart: name, port: port2 }, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
}

/** In the page: starts the tool, or says in one sentence why it cannot. */
async function openPage() {
  const notice = document.querySelector(".boot-notice");
  let trouble = missing();
  try {
    if (trouble) throw new Error(trouble);
    guardMarkup();
    const { js, wasm } = document.querySelector('meta[name="app-files"]').dataset;
    const files = { js: new URL(js, document.baseURI).href, wasm: new URL(wasm, document.baseURI).href };

    trouble = "Rollcall could not load one of its files, or the file is not the one this page was built with. "
      + "Load the page again; if this stays, tell whoever hosts it.";
    const response = await fetch(files.wasm, { integrity: integrityOf(files.wasm) });
    if (!response.ok) throw new Error(`${files.wasm} answered ${response.status}`);
    const bytes = await response.arrayBuffer();
    const { default: init } = await import(files.js);

    trouble = "Rollcall cannot run in this browser: it is too old. A current Chrome, Edge, Firefox or Safari can.";
    const module = await WebAssembly.compile(bytes);

    trouble = "Rollcall stopped while it was starting. Load the page again; if this stays, please report it.";
    const numerals = numeralsOf();
    globalThis.rollcallNumerals = numerals;
    globalThis.rollcallPart = part;
    globalThis.rollcallParts = allParts;
    globalThis.rollcallSpawnWorker = () => {
      const worker = new Worker(import.meta.url, { type: "module" });
      worker.postMessage({ js: files.js, module, numerals });
      worker.addEventListener("message", async ({ data }) => data.port?.postMessage(await part(data.asksForPart)));
      return worker;
    };
    await init({ module_or_path: module });
    notice.remove();
  } catch (error) {
    console.error(error);
    notice.setAttribute("role", "alert");
    notice.textContent = trouble;
  }
}

/**
 * How this browser writes numbers, a line each: what parts thousands, the mark, the sign of nothing, digits of the last
 * group and of the others, and the signs of 1234. The page and its worker write them alike.
 */
function numeralsOf() {
  const parts = new Intl.NumberFormat().formatToParts(1234567890.5);
  const value = (type) => parts.find((part) => part.type === type)?.value ?? "";
  const groups = parts.filter(({ type }) => type === "integer").map(({ value }) => value.length);
  const rest = [groups.at(-1), groups.at(-2) ?? 3, (1234).toLocaleString().length];
  return [value("group"), value("decimal"), (0).toLocaleString(), ...rest].join("\n");
}

/** A part of the program, fetched when it is first asked for; nothing where it does not come. */
function part(name) {
  if (!parts.has(name)) {
    parts.set(name, fetchPart(name).catch((error) => {
      console.warn(error);
      parts.delete(name);
    }));
  }
  return parts.get(name);
}

/** All parts but those that wait for a file of their kind, with the pieces they share: then no network is needed. */
function allParts() {
  const all = [...document.querySelectorAll('meta[name="app-part"]')].map((one) => one.content);
  return Promise.all(all.filter((name) => !["workbook", "json", "names"].includes(name)).map(part));
}

async function fetchPart(name) {
  if (name === "lists") await fetchLaterStyles();
  const { file, integrity } = document.querySelector(`meta[name="app-part"][content="${name}"]`).dataset;
  return WebAssembly.compile(await (await fetch(file, { integrity })).arrayBuffer());
}

/** The styles of what the part `lists` draws. */
async function fetchLaterStyles() {
  const { file, integrity } = document.querySelector('meta[name="app-style"]').dataset;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: file, integrity });
  const isThere = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.head.append(link);
  await isThere.catch((error) => {
    link.remove();
    throw error;
  });
}

/** What keeps the tool from starting at all, as a sentence; nothing if all is there. */
function missing() {
  if (window.top !== window.self) return "Rollcall does not run inside another page. Open it in a tab of its own.";
  if (typeof WebAssembly !== "object") return "Rollcall needs WebAssembly, which this browser lacks or has switched off.";
  if (typeof Worker !== "function") return "Rollcall needs web workers, which this browser lacks or has switched off.";
}

/**
 * Every string that is to become markup or a script's address passes here. The screen's own templates are
 * plain elements; whatever could run is refused, and of scripts only this one may be started as a worker.
 */
function guardMarkup() {
  const canRun = /<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link|style|form|svg:script)\b|[\s"'/]on\w+\s*=|javascript:|srcdoc/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (canRun.test(markup) ? null : markup),
    createScriptURL: (address) => (address === import.meta.url ? address : null),
  });
}

/**
 * The hash the build wrote beside the wasm's preload. The glue has one too, checked when it is preloaded;
 * `import()` itself takes none, and an import map with hashes would have to be an inline script.
 */
function integrityOf(address) {
  const links = [...document.querySelectorAll("link[rel=preload][integrity]")];
  return links.find((link) => link.href === address)?.integrity ?? "";
}
