// Sign-ins by account and application, and an account that several sources contradict about.
import { AxeBuilder } from "@axe-core/playwright";
import { file } from "./exports.mjs";
import { details, drop, open, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const users = file("users 2026-11-10.csv", [
  "userPrincipalName,displayName,mail,id,userType,accountEnabled,createdDateTime,department",
  "ana@contoso.com,Ana Alt,ana@contoso.com,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Member,true,2020-01-01T00:00:00Z,Sales",
  "ben@contoso.com,Ben Berg,,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Member,false,2020-01-01T00:00:00Z,Sales",
].join("\r\n"));
const usage = file("active users.csv", [
  "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has Teams License,Exchange Last Activity Date,Teams Last Activity Date,Assigned Products",
  "2026-11-20,ana@contoso.com,Ana Neu,False,,True,True,2026-07-01,,MICROSOFT 365 E3",
  "2026-11-20,ben@contoso.com,Ben Berg,False,,True,True,2026-11-18,,MICROSOFT 365 E3",
].join("\r\n"));
const signins = file("InteractiveSignIns.csv", [
  "Date (UTC),User ID,User,Username,Application,Application ID,Status,Failure reason",
  "2026-11-18T08:00:00Z,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Mail,88888888-0000-4000-8000-000000000001,Success,",
  "2026-11-19T08:00:00Z,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Mail,88888888-0000-4000-8000-000000000001,Failure,Wrong password",
  "2026-11-19T09:00:00Z,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f01,Ana Alt,ana@contoso.com,Wiki,88888888-0000-4000-8000-000000000002,Success,",
  "2026-11-19T09:30:00Z,a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f02,Ben Berg,ben@contoso.com,Mail,88888888-0000-4000-8000-000000000001,Failure,Wrong password",
].join("\r\n"));

async function openSignIns(page) {
  await open(page);
  await drop(page, [users, usage, signins]);
  await page.getByRole("tab", { name: "Sign-ins" }).click();
  await expect(rows(page)).toHaveCount(3);
}

async function expectNoBarrier(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

test("sign-ins stand by account and application under the window that they cover", async ({ page }) => {
  await openSignIns(page);
  const notes = page.locator(".survey-note");
  await expect(notes.first()).toHaveText("4 sign-ins from 18 Nov 2026 08:00 UTC to 19 Nov 2026 09:30 UTC.");
  await expect(notes.nth(1)).toContainText("Sign-ins arrive up to 3 days late");
  const apps = page.getByRole("group", { name: "Application" });
  await expect(apps.getByRole("button")).toHaveCount(2);
  await apps.getByRole("button", { name: /Wiki/ }).press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Wiki");
});

test("an account that sources contradict about says which value counts, and why", async ({ page }) => {
  await openSignIns(page);
  await rows(page).filter({ hasText: "Mail" }).filter({ hasText: "ana@contoso.com" }).click();
  const pane = details(page);
  await expect(pane).toContainText("Contradicted: name. `Ana Neu` of");
  await expect(pane).toContainText("it is newer (20 Nov 2026 against 10 Nov 2026)");
  await expect(pane.locator(".field-value .mark")).toHaveCount(1);
  await expect(pane).toContainText("Signed in to Mail: 2 sign-ins, 1 failed");
  // The sentence leads to the cell that counts.
  await pane.getByRole("button", { name: /^Contradicted: name/ }).click();
  await expect(pane.locator(".field-table [data-cited=true]")).toContainText("Ana Neu");
});

for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 360]]) {
  test(`neither sign-ins nor such an account has a barrier: ${scheme}, ${width} wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
    await openSignIns(page);
    await expectNoBarrier(page);
    await rows(page).first().locator("[data-column]").first().click();
    await expect(details(page)).toContainText("Signed in to Mail");
    await expectNoBarrier(page);
  });
}
