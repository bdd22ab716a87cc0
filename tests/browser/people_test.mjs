// tests/browser/people_test.mjs — the page for those who see no picture, use no mouse, hold a phone, or have told their system
// what they prefer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Tab, launch, root, serve } from "./tab.mjs";

let server;
let browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const kScenario = readFileSync(join(root, "scenarios/trading-misaligned-allowed.yaml"), "utf8");

test("the text twin says what the picture shows, and its buttons work", async () => {
  const tab = await Tab.open(browser, `${server.address}?view=text`);
  const { page } = tab;
  await tab.call("loadScenario", kScenario);
  await tab.call("setSpeed", 0.1);
  await page.getByRole("button", { name: "Pause" }).click();
  await tab.until((it) => !it.is_playing);
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.getByLabel("Go to second").fill("0.5");
  await page.getByRole("button", { name: "Go", exact: true }).click();
  const shown = await tab.settled();
  assert.equal(shown.at_seconds, 0.5);
  await page.getByLabel("Strategy looked at").selectOption("round_robin");
  await tab.until((it) => it.selected === "round_robin");
  const heads = await page.locator("#twin table").first().locator("thead th").allTextContents();
  assert.ok(heads.includes("Verdict") && heads.includes("p99 latency"));
  const row = page.locator("#twin table").first().getByRole("row", { name: /RoundRobin/ });
  await row.getByText("WRONG").waitFor();
  const run = shown.strategies.find((it) => it.strategy === "round_robin");
  await row.getByText(String(run.split_groups), { exact: true }).first().waitFor();
  assert.match(await page.locator("#twin-status").textContent(), /0\.500 s of 1\.000 s of virtual time · paused/);
  const { details } = await tab.snapshot();
  const keys = page.getByRole("table", { name: /heaviest keys of RoundRobin/ });
  await keys.getByRole("row", { name: new RegExp(`^${details.keys[0].key} `) }).getByText("✂ split").waitFor();
  const partitions = page.getByRole("table", { name: /^Of RoundRobin; the watermark/ });
  assert.equal(await partitions.locator("tbody tr").count(), details.partitions.length);
  assert.equal(details.partitions.reduce((sum, source) => sum + source.rows_taken, 0), run.rows.read);
  for (const source of details.partitions) {
    assert.ok(source.rows_to_workers.reduce((sum, rows) => sum + rows, 0) <= source.rows_taken);
  }
  await page.getByRole("listitem").filter({ hasText: /state on two workers/ }).first().waitFor();
  const live = page.locator("#twin [aria-live=polite]");
  assert.match(await live.textContent(), /RoundRobin WRONG/);
  await page.getByLabel("Scenario", { exact: true }).selectOption("hot-trader.yaml");
  await tab.until((it) => it.file === "hot-trader.yaml");
  await tab.picture("text-twin");
  await tab.close();
});

test("the twin speaks at most once a second", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  await tab.call("setSpeed", 0.3);
  const gaps = await tab.page.evaluate(() => new Promise((resolve) => {
    const times = [];
    window.addEventListener("millrace:snapshot", (event) => {
      if (event.detail.is_playing) times.push(performance.now());
      if (times.length === 4 || event.detail.is_finished) resolve(times.slice(1).map((time, i) => time - times[i]));
    });
  }));
  assert.ok(gaps.length >= 1);
  for (const gap of gaps) assert.ok(gap > 900, `${gap} ms`);
  await tab.close();
});

test("with the keyboard alone one gets from the picture to the text and back", async () => {
  const tab = await Tab.open(browser, server.address);
  const { page } = tab;
  await tab.rest();
  await page.locator("#canvas").focus();
  await page.keyboard.press("F6");  // out of the picture, where Tab walks through its panels
  await page.locator(".skip:focus").waitFor();
  await tab.picture("skip-link");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "twin");
  assert.ok(await page.locator("#twin h1").isVisible());
  const seen = new Set();
  for (let i = 0; i < 30 && !seen.has("To the picture"); ++i) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement.textContent || document.activeElement.id));
  }
  for (const name of ["Play", "Step 1 s", "Copy a link", "To the picture"]) assert.ok(seen.has(name), `${name} is not reached: ${[...seen]}`);
  await tab.picture("twin-by-keyboard");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "canvas");
  const canvas = page.getByRole("img", { name: /Millrace workbench/ });
  assert.ok(await canvas.isVisible());
  await tab.close();
});

test("dark and light follow the system, live", async () => {
  const tab = await Tab.open(browser, server.address, { colorScheme: "light" });
  await tab.rest();
  const light = await tab.brightness();
  await tab.page.emulateMedia({ colorScheme: "dark" });
  await tab.page.waitForFunction(() => matchMedia("(prefers-color-scheme: dark)").matches);
  let dark = light;
  for (let i = 0; i < 20 && dark > light * 0.6; ++i) dark = await tab.brightness();
  assert.ok(light > 170 && dark < 100, `light ${light}, dark ${dark}`);
  await tab.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce", contrast: "more" });
  await tab.picture("high-contrast");
  await tab.close();
});

test("a hidden tab pauses, says so, and plays on at a click", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  await tab.call("setSpeed", 0.05);
  await tab.until((it) => it.is_playing);
  await tab.page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  assert.equal((await tab.snapshot()).is_playing, false);
  await tab.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await tab.page.getByText("Paused while this tab was hidden").click();
  await tab.until((it) => it.is_playing);
  assert.ok(await tab.page.locator("#hidden-note").isHidden());
  await tab.close();
});

/** Fingers on the canvas, by the browser's own input. */
const touch = async (tab, type, points) => {
  tab.session ??= await tab.context.newCDPSession(tab.page);
  await tab.session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
};

test("a phone: one column, taps, drags, a pinch and a long press", async () => {
  const tab = await Tab.open(browser, server.address, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const { page } = tab;
  await tab.call("loadScenario", kScenario);
  await tab.restAt(0.6);
  await tab.picture("phone");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
  await touch(tab, "touchStart", [[195, 500]]);
  await touch(tab, "touchMove", [[150, 480]]);
  await touch(tab, "touchMove", [[100, 470]]);
  await touch(tab, "touchEnd", []);
  await touch(tab, "touchStart", [[150, 500], [250, 500]]);
  await touch(tab, "touchMove", [[120, 500], [280, 500]]);
  await touch(tab, "touchMove", [[60, 500], [330, 500]]);
  await touch(tab, "touchEnd", []);
  await tab.picture("phone-pinched");
  await page.touchscreen.tap(195, 300);
  await tab.call("play");
  await tab.until((it) => it.is_playing || it.is_finished);
  await tab.close();
});

test("a phone's keyboard gets a real text field, and what was typed there arrives", async () => {
  const tab = await Tab.open(browser, server.address, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const { page } = tab;
  await tab.call("loadScenario", kScenario);
  await tab.restAt(0.1);
  await page.touchscreen.tap(361, 69);  // [edit], at the end of the query
  await page.touchscreen.tap(195, 560);  // into the text
  const field = page.locator("#entry-text");
  await field.waitFor({ state: "visible" });
  await tab.picture("phone-entry");
  assert.match(await field.inputValue(), /GROUP BY trader_id/);
  await field.fill((await field.inputValue()).replace("SELECT trader_id", "SELECT symbol").replace("GROUP BY trader_id", "GROUP BY symbol"));
  await page.getByRole("button", { name: "Done" }).click();
  await field.waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "canvas");
  await page.keyboard.press("Control+Enter");
  await tab.until((it) => it.query.includes("GROUP BY symbol"));
  await tab.picture("phone-typed");
  await page.touchscreen.tap(195, 560);  // the field has the keyboard still
  await field.waitFor({ state: "visible" });
  assert.match(await field.inputValue(), /GROUP BY symbol/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await field.waitFor({ state: "hidden" });
  await page.touchscreen.tap(195, 560);
  await field.waitFor({ state: "visible" });
  await tab.close();
});

test("the density of the screen is that of the picture", async () => {
  const tab = await Tab.open(browser, server.address, { viewport: { width: 900, height: 600 }, deviceScaleFactor: 2 });
  await tab.rest();
  await tab.page.waitForFunction(() => document.getElementById("canvas").width === 1800);
  await tab.page.setViewportSize({ width: 700, height: 500 });
  await tab.page.waitForFunction(() => document.getElementById("canvas").width === 1400);
  await tab.picture("dense");
  await tab.close();
});
