// tests/browser/tab.mjs — a server, a browser and tabs in it, for the suites. Every wait is for a condition; what the page
// writes on its console as an error fails the test that opened it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(`${process.env.MILLRACE_DRIVER}/`)("playwright-core");
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const site = process.env.MILLRACE_SITE;
/** For conditions that hold within a second on an idle machine. */
const kPatienceMs = 120000;
const pictures = join(root, "build", "browser");

export const millrace = (...options) => execFileSync(process.env.MILLRACE_COMMAND, options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

/** The page's own static server, on any free port; plain: without the headers that threads need, as most hosts. */
export const serve = ({ isPlain = false } = {}) => new Promise((resolve, reject) => {
  const server = spawn(process.execPath, [join(root, "web/tools/serve.mjs"), site, "0", ...(isPlain ? ["--plain"] : [])], { stdio: ["ignore", "pipe", "inherit"] });
  server.stdout.once("data", (text) => resolve({ address: String(text).trim(), close: () => server.kill() }));
  server.once("error", reject);
  server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
});

export const launch = () => chromium.launch({
  executablePath: process.env.MILLRACE_BROWSER,
  headless: true,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-unsafe-swiftshader"],
});

/** Messages of the software renderer about itself. */
const kHarmless = /GPU stall due to ReadPixels|Automatic fallback to software WebGL/;

export class Tab {
  /** A tab of its own profile. `options` as of Browser.newContext. */
  static async open(browser, url, { prepare = null, isReady = true, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const tab = new Tab();
    context.setDefaultTimeout(kPatienceMs);
    tab.context = context;
    tab.errors = [];
    tab.page = await context.newPage();
    tab.page.on("console", (message) => {
      if (message.type() === "error" && !kHarmless.test(message.text())) tab.errors.push(message.text());
    });
    tab.page.on("pageerror", (error) => tab.errors.push(String(error)));
    if (prepare) await tab.page.addInitScript(prepare);
    await tab.page.goto(url);
    if (isReady) await tab.page.evaluate(() => window.millrace.ready);
    return tab;
  }

  /** Nothing went wrong on the console; then the tab is closed. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.errors, []);
  }

  snapshot() { return this.page.evaluate(() => window.millrace.snapshot()); }
  /** Calls a method of window.millrace. */
  call(method, ...values) {
    return this.page.evaluate(([name, given]) => window.millrace[name](...given), [method, values]);
  }
  /** Waits until `condition`, a function in the page that gets the snapshot and `value`, is true; gives that snapshot. */
  async until(condition, value = null) {
    const handle = await this.page.waitForFunction(([source, given]) => {
      const snapshot = window.millrace.snapshot();
      return (0, eval)(`(${source})`)(snapshot, given) ? snapshot : null;
    }, [condition.toString(), value], { timeout: kPatienceMs });
    return handle.jsonValue();
  }
  /** Time stands still and everything has caught up with it. */
  async rest() {
    await this.call("pause");
    return this.settled();
  }
  settled() {
    return this.until((it) => !it.is_playing && it.is_settled);
  }
  /** Paused at this second of virtual time, everything computed. */
  async restAt(seconds) {
    await this.call("pause");
    await this.call("seek", seconds);
    return this.settled();
  }
  async picture(name) {
    mkdirSync(pictures, { recursive: true });
    return this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }
  /** Mean brightness of what is seen, 0 … 255. */
  async brightness() {
    const png = (await this.page.screenshot()).toString("base64");
    return this.page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      let sum = 0;
      for (let i = 0; i < pixels.length; i += 4) sum += pixels[i] + pixels[i + 1] + pixels[i + 2];
      return sum / (pixels.length / 4 * 3);
    }, png);
  }
}
