// Answers of Graph saved as JSON are dropped like any other file; the part that reads them comes with the first.
import { readFileSync } from "node:fs";
import { enrollment, file, mailboxes } from "./exports.mjs";
import { dialog, drop, open } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const notice = (page) => page.locator(".notice");
const isPart = (address) => /\/json-[^/]*\.wasm$/.test(address);
const answer = (name) => file(name, readFileSync(new URL(`../fixtures/graph/${name}`, import.meta.url)));

const counts = {
  "users_page_1.json": ["graph-users", 1],
  "users_page_2.json": ["graph-users", 2],
  "deleted_users.json": ["graph-deleted-users", 2],
  "subscribed_skus.json": ["graph-subscribed-skus", 3],
  "registration.json": ["graph-registration", 3],
  "usage_active_users.json": ["graph-usage-active-users", 2],
  "usage_mailbox.json": ["graph-usage-mailbox", 2],
  "usage_onedrive.json": ["graph-usage-onedrive", 1],
  "signins.json": ["graph-signins", 2],
  "customers.json": ["graph-customers", 2],
  "users_utf16le.json": ["graph-users", 2],
};

test("each answer is known for what it is, with its rows, and its part is fetched once", async ({ page, requests }) => {
  await open(page, { automation: true });
  await drop(page, [mailboxes, enrollment]);
  await expect(page.locator(".source-chip")).toHaveCount(2);
  expect(requests.filter(isPart)).toEqual([]);
  await drop(page, Object.keys(counts).map(answer));
  // JSON files are looked at before they are read: the load begins a moment after the drop.
  const n = Object.keys(counts).length + 2;
  await expect.poll(() => page.evaluate(() => window.rollcall.sources().then((all) => all.length))).toBe(n);
  const sources = await page.evaluate(() => window.rollcall.sources());
  const found = sources.slice(2).map(({ name, kind, rows, accepted, encoding }) => [name, kind, rows, accepted, encoding]);
  expect(found).toEqual(Object.entries(counts).map(([name, [kind, rows]]) => [name, kind, rows, rows, "json"]));
  expect(requests.filter(isPart)).toHaveLength(1);
  const registration = sources.find((source) => source.name === "registration.json");
  expect(registration.columns).toContainEqual({ header: "isMfaCapable", field: "is_mfa_capable", type: "boolean" });
  expect(sources.find((source) => source.name === "usage_mailbox.json").asOf).toEqual({ date: "2026-11-20", provenance: "column" });
  const [issue] = await page.evaluate(() => window.rollcall.issues(3));
  expect(issue).toMatchObject({ code: "next-page", line: null });
});

test("a card says why, and every number opens its rows with their lines in the file", async ({ page }) => {
  await open(page);
  await drop(page, [answer("users_mistyped.json")]);
  await page.locator(".sources-summary").click();
  const card = page.locator(".source-card");
  await expect(card).toContainText("Graph users: users_mistyped.json");
  await expect(card).toContainText("`users` in its `@odata.context`");
  await expect(card).toContainText("JSON, read as a table");
  await card.getByRole("button", { name: "4 rejected" }).click();
  await expect(dialog(page)).toContainText("expected a record, an object in `{` and `}`, but found nothing (`null`)");
  await expect(dialog(page)).toContainText("49");
});

test("what may be two kinds is asked; errors of Graph and other JSON are refused", async ({ page }) => {
  await open(page);
  await drop(page, [answer("users_some_deleted.json"), answer("error.json"), answer("something_else.json")]);
  const question = dialog(page);
  await expect(question).toContainText("`users_some_deleted.json` may hold more than one kind of records: 1 of 2 records say when the user was deleted");
  await expect(notice(page)).toContainText([
    "`error.json` holds no data: Graph answered with the error `Authorization_RequestDenied`",
    "`something_else.json` is a JSON file",
  ]);
  await question.getByRole("radio", { name: "Graph deleted users" }).check();
  await question.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".source-chip").last()).toContainText("Graph deleted users");
});
