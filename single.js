// What differs from `boot.js` where the whole page is one file that is opened from a disk.
//
// `xtask/src/single.rs` puts each function of this file in the place of the one of its name in `boot.js`, adds
// `glue`, which holds the page's script, and makes one classic script of them all: a page opened from `file:` can
// start no module as a worker. The same script is the worker's, handed over as a Blob, so that it is bound by the
// page's policy, which allows no connection at all.

/** In a worker: starts the module the page sent. An error goes to the page's `worker.onerror`. */
async function openEngine({ module, numerals }) {
  closeNetwork();
  globalThis.rollcallNumerals = numerals;
  globalThis.rollcallPart = partOfPage;
  globalThis.rollcallReadWorkbook = readWorkbook;
  await glue()({ module_or_path: module });
}

/**
 * In a worker: asks the page for a part of the program; nothing where it does not come. It comes as bytes: a
 * compiled module does not pass a port between a page opened as a file and its worker.
 */
async function partOfPage(name) {
  const { port1, port2 } = new MessageChannel();
  postMessage({ asksForPart: name, port: port2 }, [port2]);
  const bytes = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  return bytes && WebAssembly.compile(bytes);
}

/** In the page: starts the tool, or says in one sentence why it cannot. */
async function openPage() {
  const notice = document.querySelector(".boot-notice");
  const ownText = document.currentScript.textContent;
  let trouble = missing();
  try {
    if (trouble) throw new Error(trouble);
    const address = URL.createObjectURL(new Blob([ownText], { type: "text/javascript" }));
    guardMarkup(address);

    trouble = "Rollcall could not unpack itself: the file is damaged, or this browser is too old. "
      + "Fetch the file again, or open it in a current Chrome, Edge, Firefox or Safari.";
    const module = await fetchPart("rollcall-page");

    trouble = "Rollcall stopped while it was starting. Load the page again; if this stays, please report it.";
    const numerals = numeralsOf();
    globalThis.rollcallNumerals = numerals;
    globalThis.rollcallPart = part;
    globalThis.rollcallParts = allParts;
    globalThis.rollcallSpawnWorker = () => {
      const worker = new Worker(address);
      worker.postMessage({ module, numerals });
      worker.addEventListener("message", async ({ data }) => data.port?.postMessage(await unpacked(data.asksForPart).catch(console.warn)));
      return worker;
    };
    await glue()({ module_or_path: module });
    notice.remove();
  } catch (error) {
    console.error(error);
    notice.setAttribute("role", "alert");
    notice.textContent = trouble;
  }
}

/** All parts but those that wait for a file of their kind. */
function allParts() {
  const all = [...document.querySelectorAll("script[data-part]")].map((one) => one.dataset.part);
  return Promise.all(all.filter((name) => !["rollcall-page", "workbook", "json", "names"].includes(name)).map(part));
}

/** A part, compiled. */
async function fetchPart(name) {
  return WebAssembly.compile(await unpacked(name));
}

/** The bytes of a part, which stands in the page as packed Base64; the checksum of zlib tells whether it is whole. */
async function unpacked(name) {
  const packed = atob(document.querySelector(`script[data-part="${name}"]`).textContent);
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

/** As in `boot.js`; the only script that may be started as a worker is this one. */
function guardMarkup(ownAddress) {
  const canRun = /<\s*\/?\s*(script|iframe|frame|object|embed|base|meta|link|style|form|svg:script)\b|[\s"'/]on\w+\s*=|javascript:|srcdoc/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (markup) => (canRun.test(markup) ? null : markup),
    createScriptURL: (address) => (address === ownAddress ? address : null),
  });
}
