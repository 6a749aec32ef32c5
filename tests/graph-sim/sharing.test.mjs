// Graph: shared files, and what a person sends to themselves.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { codeOf } from "./client.mjs";
import { simulated } from "./suite.mjs";

let sim, as;
const suite = simulated({ limits: false });
beforeEach(() => ({ sim, as } = suite));

test("a shared file: its address is a secret that takes a bare GET and nothing else", async () => {
  const url = "https://contoso.sharepoint.com/:x:/s/it/abc?e=1";
  sim.set({ files: { url, name: "enrollment.csv", text: "PennKey\r\nabc\r\n" } });
  const { get, fetch } = await as();
  const token = `u!${Buffer.from(url).toString("base64url")}`;
  const item = (await get(`/v1.0/shares/${token}/driveItem?$select=id,name,size,@microsoft.graph.downloadUrl`)).json;
  assert.deepEqual([item.name, item.size], ["enrollment.csv", 14]);
  const address = item["@microsoft.graph.downloadUrl"];
  assert.ok(address.startsWith(`${sim.origins.files}/`));
  const bare = await fetch(address);
  assert.deepEqual([bare.status, bare.text, bare.headers["access-control-allow-origin"]], [200, "PennKey\r\nabc\r\n", "*"]);
  assert.equal((await fetch(address, { headers: { authorization: "Bearer x" } })).status, 401);
  const preflight = await fetch(address, { method: "OPTIONS", headers: { "access-control-request-method": "GET" } });
  assert.deepEqual([preflight.status, preflight.headers["access-control-allow-origin"]], [405, undefined]);
  const content = await get(`/v1.0/shares/${token}/driveItem/content`);
  assert.ok(content.status === 302 && content.headers.location.startsWith(`${sim.origins.files}/`));
  assert.deepEqual(codeOf(await get("/v1.0/shares/u!aGVsbG8/driveItem")), [404, "itemNotFound"]);
});

test("an event and a mail to oneself are taken, if they are understood and there is a mailbox", async () => {
  const { get } = await as();
  const post = (address, body) => get(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const when = { dateTime: "2026-11-30T09:00:00", timeZone: "UTC" };
  const event = {
    subject: "Rollcall", start: when, end: when, body: { contentType: "text", content: "https://app.example/#v" },
    recurrence: { pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] }, range: { type: "noEnd", startDate: "2026-11-30" } },
  };
  const made = await post("/v1.0/me/events", event);
  assert.deepEqual([made.status, made.json.type, made.json.subject], [201, "seriesMaster", "Rollcall"]);
  assert.equal((await post("/v1.0/me/events", { ...event, start: { dateTime: "tomorrow" } })).status, 400);
  assert.equal((await post("/v1.0/me/events", { ...event, recurrence: { ...event.recurrence, range: { type: "noEnd", startDate: "2026-12-01" } } })).status, 400);
  const mail = { message: { subject: "Rollcall", body: { contentType: "Text", content: "link" }, toRecipients: [{ emailAddress: { address: "analyst@contoso.example" } }] } };
  const sent = await post("/v1.0/me/sendMail", { ...mail, saveToSentItems: true });
  assert.deepEqual([sent.status, sent.text], [202, ""]);
  assert.equal((await post("/v1.0/me/sendMail", { ...mail, saveToSentItems: "true" })).status, 400);
  assert.deepEqual(sim.sent.slice(-2).map(({ kind, account }) => [kind, account]), [["event", "analyst@contoso.example"], ["mail", "analyst@contoso.example"]]);
  const boxless = await as("admin@contoso.example");
  assert.deepEqual(codeOf(await boxless.get("/v1.0/me/events", { method: "POST", body: JSON.stringify(event) })), [404, "MailboxNotEnabledForRESTAPI"]);
  const scopeless = await as(undefined, "User.Read");
  assert.deepEqual(codeOf(await scopeless.get("/v1.0/me/sendMail", { method: "POST", body: "{}" })), [403, "ErrorAccessDenied"]);
});
