// `test` and `expect` of Playwright, with a page that is watched: whatever it asks of another address, whatever
// its policy refuses and whatever it throws fails the test, unless the test takes it off the list.
import { expect, test as base } from "@playwright/test";

export { expect };

export const test = base.extend({
  /** Everything odd that happened, a sentence each. A test that provokes something empties it: `odd.length = 0`. */
  odd: async ({}, use) => {
    const odd = [];
    await use(odd);
    expect(odd, "what the page should not have done").toEqual([]);
  },

  /** The addresses asked for so far, in order; requests of workers are among them. */
  requests: async ({}, use) => use([]),

  page: async ({ page, baseURL, odd, requests }, use) => {
    const { origin } = new URL(baseURL);
    page.on("request", (request) => {
      requests.push(request.url());
      const isOurs = request.url().startsWith(`${origin}/`) || /^(data|blob|about):/.test(request.url());
      if (!isOurs) odd.push(`asked for ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) odd.push(`${response.url()} answered ${response.status()}`);
    });
    page.on("pageerror", (error) => odd.push(`threw ${error}`));
    page.on("crash", () => odd.push("crashed"));
    // Refusals by the policy come as console errors, those in workers too.
    page.on("console", (message) => {
      if (message.type() === "error") odd.push(`console: ${message.text()}`);
    });
    await use(page);
  },
});
