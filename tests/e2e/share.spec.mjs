// Rows and names that are taken along: shown before they leave, whole where they arrive, or not at all.
import { createDecipheriv, createCipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { enrollmentOf, file, mailboxesOf, today } from "./exports.mjs";
import { dialog, drop, grid, open, partsCome, rowOf, rows } from "./screen.mjs";
import { sealedLines } from "../differential/seal.mjs";
import { expect, test } from "./watched.mjs";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const people = [
  { key: "ann01", name: "Ann Ber", scheduled: "2026-12-02", department: "History", reason: "asked Bob, bob02 and 215-898-5000" },
  { key: "bob02", name: "Bob Nep", scheduled: "2026-12-09", department: "Chemistry" },
  { key: "cyd03", name: "Cyd Low", scheduled: "2027-01-20", department: "History" },
];
const files = () => [file("exchange.csv", mailboxesOf(people.map(({ key }) => key))), file("enrollment.csv", enrollmentOf(people))];

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const what = (page, name) => dialog(page).getByLabel(name, { exact: true }).check();
const size = (page) => dialog(page).locator(".share-size");
const preview = (page) => table(dialog(page).getByRole("group", { name: "The first rows as they leave" }));
const arrived = (page) => table(dialog(page).getByRole("group", { name: "Shared rows" }));
const table = (group) => group.locator("tr").evaluateAll((lines) => lines.map((line) => [...line.cells].map((cell) => cell.textContent)));

async function openLists(page, options) {
  await open(page, options);
  await drop(page, files());
  await expect(rowOf(page, "ann01")).toBeVisible();
}

async function openShare(page, name) {
  await page.getByRole("button", { name: "Share…" }).click();
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toBeVisible();
  if (name) await what(page, name);
}

async function copied(page, name) {
  await dialog(page).getByRole("button", { name }).click();
  await expect(dialog(page).getByText(/ is copied/)).toBeVisible();
  return clipboard(page);
}

/** How many rows each source has. */
const nRows = (page) => page.evaluate(() => rollcall.sources().then((sources) => sources.map(({ rows }) => rows)));

/** Pastes a text as a person does anywhere on the page. */
const paste = (page, text) => page.evaluate((text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelector("main").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test("a link to the view says what it holds and how long it is, and the file is for what is too long", async ({ page }) => {
  await openLists(page);
  await page.getByRole("searchbox").fill("ann01");
  await expect(rows(page)).toHaveCount(1);
  await openShare(page);
  await expect(dialog(page).locator(".share-told").first()).toContainText("the search for “ann01” names somebody in the data, so it is not in the link");
  await expect(dialog(page).locator(".share-length")).toHaveAttribute("data-length", "short");
  await expect(dialog(page)).toContainText("in the history of the browser");
  await expect(dialog(page)).toContainText(`served by ${new URL(page.url()).host}`);
  expect(await copied(page, "Copy link")).toMatch(/^http:[^?]*\/#v1\.[\w-]+$/);
});

test("what is shown before it leaves is what arrives, in another browser, without a request", async ({ page, browser, baseURL, requests }) => {
  await openLists(page);
  await page.locator(".column-header[data-column=name]").click();
  await openShare(page, "The rows shown");
  await expect(size(page)).toContainText("3 rows × ");
  await expect(dialog(page)).toContainText("exchange.csv");
  const shown = await preview(page);
  expect(shown.flat()).toContain("Ann Ber");
  const before = requests.length;
  const link = await copied(page, "Copy link");
  expect(requests.length).toBe(before);
  expect(link).toMatch(/#r1\.[\w-]+$/);
  await expect(dialog(page).locator(".share-length")).toContainText(`${link.length.toLocaleString("en-US")} characters`);

  const other = await browser.newContext({ baseURL });
  const theirs = await other.newPage();
  const asked = [];
  await theirs.goto(link);
  await expect(dialog(theirs)).toContainText("3 rows of “Expiring among mine”");
  theirs.on("request", (request) => asked.push(request.url()));
  expect(await arrived(theirs)).toEqual(shown);
  await expect(dialog(theirs)).toContainText(/Made on \w+ \d+ \w+ \d+ from exchange\.csv \(Mailbox list/);
  await expect(dialog(theirs)).toContainText("They are not your data");
  // Nothing is loaded by it, and the address no longer holds it.
  expect(await theirs.evaluate(() => location.hash)).toBe("");
  const [download] = await Promise.all([theirs.waitForEvent("download"), dialog(theirs).getByRole("button", { name: "Save as CSV" }).click()]);
  expect(await readFile(await download.path(), "utf8")).toContain("Ann Ber");
  await dialog(theirs).getByRole("button", { name: "Open this view on my own files" }).click();
  await expect(theirs.locator(".awaited")).toContainText("This link shows");
  await drop(theirs, files());
  await expect(theirs.locator("th[data-column=name]")).toHaveAttribute("aria-sort", "ascending");
  expect(asked.filter((address) => !address.startsWith("blob:"))).toEqual([]);
  await other.close();
});

test("names, ids and phone numbers are taken out before anything leaves", async ({ page }) => {
  await openLists(page);
  await openShare(page, "The rows shown");
  await expect(size(page)).toBeVisible();
  await dialog(page).getByLabel(/^Names/).selectOption("drop");
  await dialog(page).getByLabel("Logon names, addresses, numbers").selectOption("hash");
  await dialog(page).getByLabel("Phone numbers").selectOption("drop");
  await expect(dialog(page)).toContainText("left out before it was shared: Name");
  await expect(dialog(page)).toContainText("what names somebody was taken out");
  const shown = (await preview(page)).flat().join("\n");
  expect(shown).toContain("[redacted]");
  const code = await copied(page, "Copy as report code");
  expect(code).toMatch(/^r1\./);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await paste(page, `Here it is: ${code}\n`);
  await expect(dialog(page)).toContainText("3 rows of");
  const all = (await arrived(page)).flat().join("\n");
  expect(all).toBe(shown);
  for (const marker of ["Ann", "Bob", "Cyd", "Ber", "Nep", "ann01", "bob02", "cyd03", "898-5000"]) expect(all).not.toContain(marker);
});

test("a passphrase opens what was sealed with it, and another one says that it is another", async ({ page, browser, baseURL }) => {
  await openLists(page);
  await openShare(page, "The rows shown");
  await expect(size(page)).toBeVisible();
  const shown = await preview(page);
  await dialog(page).getByLabel(/^Passphrase/).fill("correct horse");
  await dialog(page).getByLabel("To be used until").fill("2020-01-31");
  const long = dialog(page).locator(".share-length");
  await expect(long).toBeVisible();
  await expect(size(page)).toBeVisible();
  const link = await copied(page, "Copy link");
  expect(link).toMatch(/#s1\.[\w-]+$/);
  await expect(long).toContainText(`${link.length.toLocaleString("en-US")} characters`);
  expect(Buffer.from(link.split("s1.")[1], "base64url").toString("latin1")).not.toContain("ann01");

  // Another implementation opens it.
  expect(unsealed(link, "correct horse").length).toBeGreaterThan(50);
  expect(() => unsealed(link, "wrong")).toThrow();

  const other = await browser.newContext({ baseURL });
  const theirs = await other.newPage();
  await theirs.goto(link);
  await expect(dialog(theirs)).toContainText("It was meant to be used until Fri 31 Jan 2020");
  await dialog(theirs).getByLabel("Passphrase").fill("wrong horse");
  await theirs.keyboard.press("Enter");
  await expect(dialog(theirs)).toContainText("the passphrase or key is another one");
  expect(await dialog(theirs).getByRole("group", { name: "Shared rows" }).count()).toBe(0);
  await dialog(theirs).getByLabel("Passphrase").fill("correct horse");
  await theirs.keyboard.press("Enter");
  await expect(dialog(theirs)).toContainText("That is advice");
  await expect.poll(() => arrived(theirs)).toEqual(shown);
  expect(await theirs.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]))).not.toContain("horse");
  await other.close();
});

test("a sealed file opens with the key that was shown once, and with no bit changed", async ({ page }) => {
  await openLists(page);
  await openShare(page, "A sealed file of the rows shown");
  await expect(size(page)).toBeVisible();
  const shown = await preview(page);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save the sealed file" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^expiring_\d{4}-\d\d-\d\d\.rollcall$/);
  const text = await readFile(await download.path(), "utf8");
  const key = await dialog(page).getByRole("group", { name: "Key of the file" }).locator("code").textContent();
  expect(text).not.toContain(key);
  expect(unsealed(text, key).length).toBeGreaterThan(50);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await drop(page, [file("expiring.rollcall", text, "application/octet-stream")]);
  await dialog(page).getByLabel("Key").fill(key);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("They are not your data");
  expect(await arrived(page)).toEqual(shown);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  // The rows of the page are still its own.
  await expect(rows(page)).toHaveCount(3);
  // A file that is cut opens nothing.
  await drop(page, [file("cut.rollcall", text.slice(0, -20), "application/octet-stream")]);
  await expect(page.locator(".notice").last()).toContainText("the shared rows are damaged");
  await expect(dialog(page)).toHaveCount(0);
});

test("what another program sealed opens, and a header that it changed does not", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, { automation: true });
  const names = await page.evaluate(async () => {
    await rollcall.paste("ann01\nbob02");
    return rollcall.link({}, { share: "names", report: "mine-not-found" });
  });
  const packed = Buffer.from(names.split("#r1.")[1], "base64url").subarray(6);
  const opens = (text, passphrase) => page.evaluate(([text, passphrase]) => rollcall.open(text, { passphrase }).then((it) => it.rows, (error) => error.message), [text, passphrase]);
  expect(await opens(sealed(packed, "tops ecret"), "tops ecret")).toEqual([["ann01"], ["bob02"]]);
  // Each header bit is bound: the checksum is made anew, so that only the cipher can tell.
  const refused = [];
  for (let bit = 0; bit < 42 * 8; bit += 7) {
    const changed = sealed(packed, "tops ecret", (header) => { header[bit >> 3] ^= 1 << (bit & 7); });
    refused.push(opens(changed, "tops ecret"));
  }
  for (const said of await Promise.all(refused)) expect(typeof said).toBe("string");
  // So is each bit of what is sealed.
  for (let at = 0; at < 12; at += 1) {
    const changed = sealed(packed, "tops ecret", undefined, (bytes) => { bytes[(at * 7) % bytes.length] ^= 1 << (at & 7); });
    expect(await opens(changed, "tops ecret")).toContain("another one");
  }
});

test("every sealed code that was ever made still opens, and only with its secret", async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, { automation: true });
  const text = await readFile(new URL("../fixtures/shares.txt", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  const codes = lines.flatMap((line, at) => (line.startsWith("s1.") ? [[line, lines[at + 1]]] : []));
  expect(codes.length).toBeGreaterThanOrEqual(3);
  // They are what another program makes of the codes above them.
  expect(lines.slice(-codes.length * 2)).toEqual(await sealedLines(text));
  for (const [code, told] of codes) {
    const [, secret, holds] = /^sealed ("(?:[^"\\]|\\.)*") (.*)$/.exec(told);
    const opens = (passphrase) => page.evaluate(([code, passphrase]) => rollcall.open(code, { passphrase }).then((it) => `${it.kind} ${it.rows.length} ${it.rows[0].join(" | ")}`, (error) => error.message), [code, passphrase]);
    expect(await opens(JSON.parse(secret))).toBe(holds);
    if (JSON.parse(secret)) expect(await opens("another")).toContain("another one");
  }
});

test("of two hundred damaged links none opens anything, and the page stays as it was", async ({ page }) => {
  test.setTimeout(120_000);
  await openLists(page, { automation: true });
  const outcome = await page.evaluate(async () => {
    const sound = [
      await rollcall.link({}, { share: "rows" }),
      await rollcall.link({}, { share: "names" }),
      await rollcall.link({}, { share: "names", seal: true }),
      await rollcall.link({ sort: [["name", "desc"]] }),
    ];
    let state = 20261128;
    const below = (n) => {
      state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
      return (state >>> 0) % n;
    };
    const signs = "ABab09-_.vrs1#";
    let n = 0;
    const accepted = [];
    for (let round = 0; round < 200; round += 1) {
      const link = sound[round % sound.length];
      const start = link.indexOf("#") + 1;
      const at = start + below(link.length - start);
      const changed = [link.slice(0, at), link.slice(0, at) + signs[below(signs.length)] + link.slice(at + 1), link.slice(0, at) + link.slice(at + 1)][round % 3];
      if (changed === link) continue;
      n += 1;
      await rollcall.open(changed).then(() => accepted.push(changed), () => undefined);
    }
    return { n, accepted, sealed: sound[2] };
  });
  expect(outcome.n).toBeGreaterThan(180);
  expect(outcome.accepted).toEqual([]);
  expect(outcome.sealed).toMatch(/#s1\.[\w-]+\.[\w-]{43}$/);
  await expect(dialog(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(3);
  // As a person meets it: a link that mail has cut.
  const cut = await page.evaluate(async () => (await rollcall.link({}, { share: "rows" })).slice(0, -30));
  await page.evaluate((hash) => { location.hash = hash; }, cut.split("#")[1]);
  await expect(page.locator(".notice").last()).toContainText("the shared rows are damaged: a part is missing or was changed on its way, so none of them are shown");
  await expect(dialog(page)).toHaveCount(0);
});

test("names that were shared are taken as pasted names, where the reader says so", async ({ page }) => {
  await openLists(page, { automation: true });
  const link = await page.evaluate(() => rollcall.link({}, { share: "names", report: "mine" }));
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page.getByRole("button", { name: "Try with sample data" })).toBeVisible();
  await paste(page, link);
  await expect(dialog(page)).toContainText("3 logon names from");
  expect(await page.evaluate(() => rollcall.sources())).toEqual([]);
  await dialog(page).getByRole("button", { name: "Take these as my logon names" }).click();
  await expect.poll(() => nRows(page)).toEqual([3]);
});

test("logon names that look like a code are names", async ({ page }) => {
  await open(page, { automation: true });
  await paste(page, "r1.smith\ns1.jones\nv1.brown");
  await expect.poll(() => nRows(page)).toEqual([3]);
});

test("rows that are too many for a link are offered as a file", async ({ page }) => {
  await open(page);
  const many = Array.from({ length: 900 }, (_, at) => ({ key: `user${at * 7919 % 99991}`, name: `Person ${at * 104729 % 7919}`, scheduled: "2026-12-09" }));
  await drop(page, [file("exchange.csv", mailboxesOf(many.map(({ key }) => key))), file("enrollment.csv", enrollmentOf(many))]);
  await expect(rows(page).first()).toBeVisible();
  await openShare(page, "The rows shown");
  await expect(dialog(page).locator(".share-length")).toHaveAttribute("data-length", "too-long");
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toBeDisabled();
  await expect(dialog(page)).toContainText("as a link it would be cut on its way");
  await dialog(page).getByRole("button", { name: "Make it a sealed file" }).click();
  await expect(dialog(page).getByRole("button", { name: "Save the sealed file" })).toBeVisible();
});

test("a link may tell whether the reader has the same data", async ({ page, browser, baseURL }) => {
  await openLists(page);
  await openShare(page);
  await dialog(page).getByLabel("Let the reader know whether their files are the same as mine").check();
  await expect(dialog(page)).toContainText("salted anew for every link");
  const link = await copied(page, "Copy link");
  const other = await browser.newContext({ baseURL });
  const theirs = await other.newPage();
  await theirs.goto(link);
  await partsCome(theirs);
  await drop(theirs, files());
  await expect(theirs.locator(".notice")).toContainText("the loaded files hold the same data as the sender's");
  await other.close();
});

test("the windows have no barrier, in both looks and on a phone, and work by keyboard alone", async ({ page }) => {
  const expectNoBarrier = async () => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`)).toEqual([]);
  };
  await openLists(page);
  await page.getByRole("button", { name: "Share…" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toBeVisible();
  await dialog(page).getByLabel("The view: no rows, no names").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(size(page)).toContainText("3 rows");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await expectNoBarrier();
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoBarrier();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const code = await copied(page, "Copy as report code");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await paste(page, code);
  await expect(dialog(page)).toContainText("They are not your data");
  await expectNoBarrier();
  await page.keyboard.press("Escape");
  await expect(grid(page)).toBeVisible();
});

// ── another implementation of the seal ──

const sum = (bytes) => createHash("sha256").update(Buffer.concat([Buffer.from("rollcall sealed 1\0"), bytes])).digest().subarray(0, 6);
const bound = (header) => Buffer.concat([Buffer.from("rollcall sealed 1\0"), header]);

function unsealed(text, secret) {
  const bytes = Buffer.from(/s1\.([\w-]+)/.exec(text)[1], "base64url");
  const [found, rest] = [bytes.subarray(0, 6), bytes.subarray(6)];
  expect(found).toEqual(sum(rest));
  const header = rest.subarray(0, 42);
  const [cipher, tag] = [rest.subarray(42, -16), rest.subarray(-16)];
  const rounds = header.readUInt32BE(2);
  if (header[1] === 1) expect(rounds).toBeGreaterThanOrEqual(600_000);
  const key = header[1] === 1 ? pbkdf2Sync(secret, header.subarray(6, 22), rounds, 32, "sha256") : Buffer.from(secret, "base64url");
  const open = createDecipheriv("aes-256-gcm", key, header.subarray(22, 34));
  open.setAAD(bound(header));
  open.setAuthTag(tag);
  return Buffer.concat([open.update(cipher), open.final()]);
}

let known;
function sealed(packed, passphrase, changeHeader = () => undefined, changeBytes = () => undefined) {
  const header = Buffer.alloc(42);
  header.set([1, 1]);
  header.writeUInt32BE(600_000, 2);
  known ??= { salt: randomBytes(16), nonce: randomBytes(12) };
  header.set(known.salt, 6);
  header.set(known.nonce, 22);
  header.writeUInt32BE(Date.parse(today) / 86_400_000, 34);
  header.writeUInt32BE(Date.parse("2026-12-24") / 86_400_000, 38);
  known.key ??= pbkdf2Sync(passphrase, known.salt, 600_000, 32, "sha256");
  const seal = createCipheriv("aes-256-gcm", known.key, known.nonce);
  seal.setAAD(bound(header));
  const bytes = Buffer.concat([seal.update(packed), seal.final(), seal.getAuthTag()]);
  changeHeader(header);
  changeBytes(bytes);
  const rest = Buffer.concat([header, bytes]);
  return `s1.${Buffer.concat([sum(rest), rest]).toString("base64url")}`;
}
