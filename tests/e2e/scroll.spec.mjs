// 200,000 rows: wherever the list is scrolled to, it is there at once, and it is the right part.
import { writeFile } from "node:fs/promises";
import { enrollmentOf } from "./exports.mjs";
import { grid, header, open, pick, rows } from "./screen.mjs";
import { expect, test } from "./watched.mjs";

const total = 200_000;
const keyOf = (n) => `acc${String(n).padStart(6, "0")}`;

let files;

test.beforeAll(async ({}, testInfo) => {
  const [head, record] = enrollmentOf([{ key: "KEY", name: "NAME", due: "2026-12-18", days: 27, department: "Finance" }]).split(/(?<=\r\n)/);
  const records = Array.from({ length: total }, (_, n) => record.replace("KEY", keyOf(n)).replaceAll("NAME", `Person ${n}`));
  files = [testInfo.outputPath("enrollment.csv"), testInfo.outputPath("mine.csv")];
  await writeFile(files[0], head + records.join(""));
  await writeFile(files[1], `Logon Name\r\n${Array.from({ length: total }, (_, n) => keyOf(n)).join("\r\n")}\r\n`);
});

/** Loads the pair; every account is due on the same day, so the list is in the order of the file. */
async function openLarge(page) {
  await open(page);
  await pick(page, files);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(total + 1), { timeout: 30_000 });
  await expect(rows(page).first()).toHaveAttribute("aria-rowindex", "2");
}

/**
 * From here on looks at every frame: the rows cover all of the view, one after the other, each with the name that
 * belongs to its place. Resolves at the end to how many frames were looked at and what was wrong with them.
 */
async function watchFrames(page) {
  await page.evaluate(() => {
    const scroller = document.querySelector(".grid-scroller");
    const watch = { frames: 0, wrong: [], isOn: true };
    globalThis.watch = watch;
    const look = () => {
      if (!watch.isOn) return;
      watch.frames += 1;
      const view = scroller.getBoundingClientRect();
      const top = scroller.querySelector("th").getBoundingClientRect().bottom;
      const drawn = [...scroller.querySelectorAll(".grid-row")].filter((row) => !row.hidden && row.getBoundingClientRect().height > 0)
        .map((row) => ({ row, place: row.getBoundingClientRect() }))
        .sort((left, right) => left.place.top - right.place.top)
        .filter(({ place }) => place.bottom > top && place.top < view.top + scroller.clientHeight);
      let reached = top;
      for (const { row, place } of drawn) {
        if (place.top > reached + 1) watch.wrong.push(`blank from ${reached} to ${place.top}`);
        reached = place.bottom;
        const at = Number(row.getAttribute("aria-rowindex")) - 2;
        const name = row.querySelector("[data-column=logon_name]").textContent;
        if (name !== `acc${String(at).padStart(6, "0")}`) watch.wrong.push(`${name} in place ${at}`);
      }
      const end = view.top + scroller.clientHeight;
      if (reached < end - 1) watch.wrong.push(`blank from ${reached} to ${end}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return async () => page.evaluate(() => {
    globalThis.watch.isOn = false;
    return { frames: globalThis.watch.frames, wrong: globalThis.watch.wrong.slice(0, 5), n: globalThis.watch.wrong.length };
  });
}

/** Scrolls in the page itself, a step a frame, as a wheel or a dragged scrollbar does. */
function scroll(page, kind, steps) {
  return page.evaluate(({ kind, steps }) => new Promise((resolve) => {
    const scroller = document.querySelector(".grid-scroller");
    const left = [...steps];
    const step = () => {
      if (left.length === 0) return resolve();
      const by = left.shift();
      scroller.scrollTop = kind === "by" ? scroller.scrollTop + by : by * (scroller.scrollHeight - scroller.clientHeight);
      requestAnimationFrame(step);
    };
    step();
  }), { kind, steps });
}

/** The row at the upper edge of the list. */
function firstInSight(page) {
  return page.evaluate(() => {
    const scroller = document.querySelector(".grid-scroller");
    const top = scroller.querySelector("th").getBoundingClientRect().bottom;
    const row = document.elementFromPoint(scroller.getBoundingClientRect().left + 60, top + 4).closest(".grid-row");
    return row && Number(row.getAttribute("aria-rowindex")) - 2;
  });
}

test("Ctrl+End jumps to the last row, which is the last of the file, and Ctrl+Home back", async ({ page }) => {
  await openLarge(page);
  await page.locator(".grid-row [data-column=name]").first().click();
  await page.keyboard.press("Escape");
  const stop = await watchFrames(page);
  await page.keyboard.press("Control+End");
  const last = page.locator(`.grid-row[aria-rowindex="${total + 1}"]`);
  await expect(last.locator("[data-column=logon_name]")).toHaveText(keyOf(total - 1));
  // A row is wider than the window; its first cell stands for it.
  await expect(last.locator(".tick-cell")).toBeInViewport({ ratio: 0.9 });
  await expect(last.locator("[tabindex='0']")).toBeFocused();
  await page.keyboard.press("PageUp");
  await expect(last).not.toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect(page.locator('.grid-row[aria-rowindex="2"] [tabindex="0"]')).toBeFocused();
  await expect(page.locator('.grid-row[aria-rowindex="2"]')).toBeInViewport();
  expect(await stop()).toMatchObject({ wrong: [], n: 0 });
});

test("the wheel leaves no blank row", async ({ page }) => {
  await openLarge(page);
  await page.locator(".grid-scroller").hover();
  const stop = await watchFrames(page);
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 400);
  await expect.poll(() => firstInSight(page)).toBeGreaterThan(500);
  for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, -400);
  const outcome = await stop();
  expect(outcome).toMatchObject({ wrong: [], n: 0 });
  expect(outcome.frames).toBeGreaterThan(20);
});

test("steps of a screen a frame leave no blank row", async ({ page }) => {
  await openLarge(page);
  const stop = await watchFrames(page);
  await scroll(page, "by", Array(60).fill(300));
  await scroll(page, "by", Array(60).fill(-120));
  expect(await stop()).toMatchObject({ wrong: [], n: 0 });
});

test("a dragged scrollbar leaves no blank row and reaches both ends", async ({ page }) => {
  await openLarge(page);
  const stop = await watchFrames(page);
  await scroll(page, "to", Array.from({ length: 60 }, (_, at) => at / 59));
  await expect.poll(() => page.locator(`.grid-row[aria-rowindex="${total + 1}"]`).count()).toBe(1);
  await expect(page.locator(`.grid-row[aria-rowindex="${total + 1}"] .tick-cell`)).toBeInViewport({ ratio: 0.9 });
  await scroll(page, "to", [0.5]);
  await expect.poll(() => firstInSight(page).then((at) => Math.abs(at - total / 2))).toBeLessThan(100);
  await scroll(page, "to", [0]);
  await expect.poll(() => firstInSight(page)).toBe(0);
  expect(await stop()).toMatchObject({ wrong: [], n: 0 });
});

test("rows carry the place they have in the list, after sort and search too", async ({ page }) => {
  await openLarge(page);
  await header(page, "Logon name").click();
  await header(page, "Logon name").click();
  await expect(header(page, "Logon name")).toHaveAttribute("aria-sort", "descending");
  await expect(page.locator('.grid-row[aria-rowindex="2"] [data-column=logon_name]')).toHaveText(keyOf(total - 1));
  await page.getByRole("searchbox").fill("acc1999");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "101");
  await expect(page.locator('.grid-row[aria-rowindex="2"] [data-column=logon_name]')).toHaveText("acc199999");
  await page.getByRole("searchbox").fill("");
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(total + 1));
  expect(await rows(page).count()).toBeLessThan(200);
});
