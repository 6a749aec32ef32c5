// What goes to one's own mailbox, and files that colleagues share by a link: each asked for at its click alone.
import { mailboxesOf } from "./exports.mjs";
import { asked, choose, ended, expect, fetchAll, open, panel, placesOf, press, sources, test, trouble, unfold, who } from "./live.mjs";


/** The Monday after today at the University, whose zone the policy has. */
function nextMonday() {
  const day = new Date(`${new Date().toLocaleDateString("sv-SE", { timeZone: "America/New_York" })}T12:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 1);
  return day.toISOString().slice(0, 10);
}

/** A file that is shared, as the simulator's cloud shares it. */
const share = (sim, url = `${sim.origins.files}/:x:/s/it/EaB?e=4`) => {
  sim.set({ files: { url, name: "exchange.csv", text: mailboxesOf(["doe01", "roe02"]) } });
  return url;
};

const scopesAsked = (sim) => sim.log.find({ role: "login" }).filter(({ path }) => path.endsWith("/authorize")).map(({ query }) => new URLSearchParams(query).get("scope"));

async function signIn(page) {
  await open(page);
  await choose(page, "organization");
  await fetchAll(page);
  expect(await ended(page)).toEqual({ organization: "loaded" });
}

test("a weekly event holds the link of the view and no row, by a consent of its own", async ({ page, sim }) => {
  sim.set({ consent: { contoso: ["User.Read"] } });
  await signIn(page);
  expect(scopesAsked(sim).join(" ")).not.toMatch(/Calendars|Mail\.Send/);
  await unfold(page, "Remind me of this view");
  await press(page, "Every Monday in my calendar").click();
  await expect(page.locator(".notice")).toContainText("your calendar has an event every Monday at 9:00 with the link of this view");
  expect(scopesAsked(sim).at(-1)).toContain("Calendars.ReadWrite");
  expect(scopesAsked(sim).at(-1)).not.toContain("Mail.Send");
  const [{ kind, account, body }] = sim.sent;
  expect([kind, account]).toEqual(["event", "analyst@contoso.example"]);
  // Whatever day is evaluated: it is a reminder from now on.
  expect(body.start.dateTime).toBe(`${nextMonday()}T09:00:00`);
  expect(body.recurrence.pattern).toMatchObject({ type: "weekly", interval: 1, daysOfWeek: ["monday"] });
  const text = JSON.stringify(body);
  expect(text).toContain(`${sim.origins.app}/live.html`);
  expect(text).not.toMatch(/Contoso University|contoso\.onmicrosoft/);
});

test("a mail goes to oneself alone, with the link of the view and no row", async ({ page, sim }) => {
  await signIn(page);
  await unfold(page, "Remind me of this view");
  await press(page, "Mail the link to myself now").click();
  await expect(page.locator(".notice")).toContainText("a mail with the link of this view is on its way to your own mailbox");
  const [{ kind, body }] = sim.sent;
  expect(kind).toBe("mail");
  expect(body.message.toRecipients).toEqual([{ emailAddress: { address: "analyst@contoso.example" } }]);
  expect([body.message.ccRecipients, body.message.bccRecipients, body.message.attachments]).toEqual([undefined, undefined, undefined]);
  expect(body.message.body.content).toContain(`${sim.origins.app}/live.html`);
  expect(JSON.stringify(body)).not.toMatch(/Contoso University/);
});

test("an account without a mailbox is told, and nothing is sent", async ({ page, sim }) => {
  sim.set({ account: "admin@contoso.example" });
  await signIn(page);
  await unfold(page, "Remind me of this view");
  await press(page, "Mail the link to myself now").click();
  await expect(trouble(page)).toContainText("this account has no mailbox in Exchange Online, so nothing can be put into it (404");
  expect(sim.sent).toEqual([]);
});

test("whoever refuses the consent for a reminder is told, and sends nothing", async ({ page, sim }) => {
  sim.set({ consent: { contoso: ["User.Read"] } });
  await signIn(page);
  sim.set({ answer: "cancel" });
  await unfold(page, "Remind me of this view");
  await press(page, "Every Monday in my calendar").click();
  await expect(trouble(page)).toContainText("you did not agree in Microsoft's window");
  expect(sim.sent).toEqual([]);
  expect(asked(sim, "/v1.0/me")).toEqual([]);
  await expect(who(page)).toContainText("analyst@contoso.example");
});

test("a shared file is read as the person who is signed in, its bytes without any header", async ({ page, sim }) => {
  const url = share(sim);
  await signIn(page);
  await unfold(page, "A file shared with you in SharePoint or OneDrive");
  await panel(page).getByLabel("Sharing link").fill(url);
  await press(page, "Read the file").click();
  await expect.poll(() => sources(page).then((all) => all.map(({ name, accepted }) => `${name} ${accepted}`))).toContain("exchange.csv 2");
  const downloads = sim.log.find({ role: "files" });
  expect(downloads.map(({ method }) => method)).toEqual(["GET"]);
  expect(downloads[0].headers).not.toHaveProperty("authorization");
  expect(asked(sim, "/v1.0/shares")[0].headers.prefer).toBe("redeemSharingLinkIfNecessary");
  expect(asked(sim, "/v1.0/shares").filter(({ path }) => path.endsWith("/content"))).toEqual([]);
  // The header still tells the truth, and its list keeps the secret of the download.
  const line = page.locator(".privacy-line");
  await expect(line).toHaveText("Asks Microsoft as you, and nobody else");
  await line.click();
  await expect(page.locator("dialog[open]")).toContainText(`${sim.origins.files}/download.aspx`);
  expect((await placesOf(page, new URLSearchParams(downloads[0].query).get("tempauth"))).filter((place) => place !== "entries")).toEqual([]);
});

for (const [what, text, sentence] of [
  ["no link", "EaB", "expected a sharing link of SharePoint or OneDrive"],
  ["a link of another place", "https://evil.example/:x:/s/EaB", "the link leads to `https://evil.example`, but shared files of this cloud are at"],
]) {
  test(`${what} is no shared file, and nothing is asked`, async ({ page, sim }) => {
    await signIn(page);
    await unfold(page, "A file shared with you in SharePoint or OneDrive");
    await panel(page).getByLabel("Sharing link").fill(text);
    await press(page, "Read the file").click();
    await expect(trouble(page)).toContainText(sentence);
    expect(asked(sim, "/v1.0/shares")).toEqual([]);
  });
}

test("a link of a view that names the file opens with its data, for whoever may read it", async ({ page, context, sim }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const url = share(sim);
  await signIn(page);
  await unfold(page, "A file shared with you in SharePoint or OneDrive");
  await panel(page).getByLabel("Sharing link").fill(url);
  await press(page, "Read the file").click();
  await press(page, "Copy a link of this view that reads this file").click();
  await expect(page.locator(".notice")).toContainText("copied: whoever may read the file and opens the link sees this view of it");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`${sim.origins.app}/live.html`);
  expect(link).not.toMatch(/doe01|roe02/);

  // A colleague who may.
  sim.set({ account: "global.reader@contoso.example" });
  const colleague = await context.browser().newContext();
  const theirs = await colleague.newPage();
  const [address, hash] = link.split("#");
  await theirs.goto(`${address}?automation=1#${hash}`);
  await expect(panel(theirs)).toContainText("This link takes its data from a file that was shared with you.");
  // One click signs in and reads it.
  await press(theirs, "Read the file").click();
  await expect.poll(() => sources(theirs).then((all) => all.map(({ name }) => name))).toContain("exchange.csv");
  await colleague.close();

  // And one who may not.
  sim.set({ account: "no.role@contoso.example", fail: { path: "/v1.0/shares/*", as: "403-share", times: "always" } });
  const stranger = await context.browser().newContext();
  const page3 = await stranger.newPage();
  await page3.goto(`${address}?automation=1#${hash}`);
  await press(page3, "Read the file").click();
  await expect(trouble(page3)).toContainText(/you may not read this file, or the link is for other people: ask whoever shared it \(403.*request id/);
  expect((await sources(page3)).map(({ name }) => name)).not.toContain("exchange.csv");
  await stranger.close();
});

test("a link that names a file survives a sign-in over the whole page", async ({ page, sim }) => {
  const url = share(sim);
  await open(page, { hash: `&file=${encodeURIComponent(url)}` });
  await choose(page, "organization");
  await press(page, "Sign in without a window").click();
  expect(await ended(page)).toEqual({ organization: "loaded" });
  await unfold(page, "A file shared with you in SharePoint or OneDrive");
  await expect(panel(page).getByLabel("Sharing link")).toHaveValue(url);
  await press(page, "Read the file").click();
  await expect.poll(() => sources(page).then((all) => all.map(({ name }) => name))).toContain("exchange.csv");
});

test("in file mode such a link says that it needs the other page", async ({ page, sim }) => {
  await page.goto(`index.html#&file=${encodeURIComponent(share(sim))}`);
  await expect(page.locator(".notice")).toContainText("this link takes its data from a shared file, which needs live mode");
  expect(sim.log.entries.filter(({ role }) => role !== "app")).toEqual([]);
});
