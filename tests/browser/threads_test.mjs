// tests/browser/threads_test.mjs — the page with threads and without: measurements, where the headers come from, and what is
// said where there are none.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { Tab, launch, millrace, root, serve, site } from "./tab.mjs";

let server;
let plain;
let browser;
before(async () => {
  server = await serve();
  plain = await serve({ isPlain: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  plain?.close();
});

const kFile = "scenarios/trading-misaligned-allowed.yaml";
const kScenario = readFileSync(join(root, kFile), "utf8");

/** The program that the tab runs, by the files it fetched. */
const programOf = (tab) => tab.page.evaluate(() => performance.getEntriesByType("resource")
  .map((entry) => entry.name.split("/").at(-1)).filter((name) => name.endsWith(".wasm")));
const isIsolated = (tab) => tab.page.evaluate(() => window.crossOriginIsolated);
/** The measurement is over, and was held against one worker alone. */
const isJudged = (it) => it.is_measured && it.is_finished && it.strategies[0].wrong_groups !== null;

test("an isolated page measures with threads: every row, judged, in the same panels", async () => {
  const native = JSON.parse(millrace("compare", "-q", "--json", kFile));
  const tab = await Tab.open(browser, server.address);
  assert.equal(await isIsolated(tab), true);
  assert.deepEqual(await programOf(tab), ["millrace-threads.wasm"]);
  await tab.call("loadScenario", kScenario);
  for (const [strategy, isRight] of [["always_hash", true], ["round_robin", false]]) {
    await tab.call("select", strategy);
    const simulated = native.strategies.find((it) => it.strategy === strategy);
    const answer = await tab.call("measure");
    assert.deepEqual(answer, { is_measured: true });
    const during = await tab.until((it) => it.is_measured && it.strategies[0].rows.read > 0);
    assert.match(during.sentence, /Measured/);
    await tab.picture(`measured-${strategy}`);
    const over = await tab.until(isJudged);
    const [run] = over.strategies;
    assert.match(run.display_name, /measured/);
    assert.equal(run.rows.read, simulated.rows.read);
    assert.equal(run.rows.in_effect, simulated.rows.in_effect);
    assert.equal(run.wrong_groups === 0, isRight, `${run.wrong_groups} wrong groups`);
    assert.equal(run.queues.rows.length, 4);
    assert.ok(run.latency_us.p99 > 0 && run.throughput_rps > 0 && run.cores.some((core) => core.busy > 0));
    await tab.picture(`measured-${strategy}-judged`);
    assert.deepEqual(await tab.call("measure", false), { is_measured: false });
  }
  await tab.close();
});

test("Shift+M measures and goes back, also in the middle, again and again", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  await tab.rest();
  for (let i = 0; i < 3; ++i) {
    await tab.page.keyboard.press("Shift+M");
    await tab.until((it) => it.is_measured && it.strategies[0].rows.read > 0);
    await tab.page.keyboard.press("Shift+M");
    await tab.until((it) => !it.is_measured && it.strategies.length >= 5);
  }
  await tab.call("measure");
  await tab.call("pause");
  await tab.until((it) => it.is_measured && !it.is_playing);
  await tab.call("measure", false);
  await tab.restAt(0.2);
  await tab.close();
});

test("more workers than a page has threads for are refused with the numbers", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario.replace(/num_partitions: \d+/, "num_partitions: 64"));
  const answer = await tab.call("measure");
  assert.equal(answer.is_measured, false);
  assert.match(answer.error.message, /64 workers takes 65 threads, and a page starts 33/);
  await tab.close();
});

test("a host without the headers: all but threads at once, threads from the next load on, which the page only offers", async () => {
  const tab = await Tab.open(browser, plain.address);
  assert.equal(await isIsolated(tab), false);
  assert.deepEqual(await programOf(tab), ["millrace.wasm"]);
  await tab.call("loadScenario", kScenario);
  await tab.restAt(0.5);
  await tab.call("select", "fan_in");
  await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const answer = await tab.call("measure");
  assert.equal(answer.can_reload, true, answer.error?.message);
  await tab.picture("threads-offered");
  assert.equal(await isIsolated(tab), false);
  await Promise.all([tab.page.waitForEvent("load"), tab.page.getByRole("button", { name: "Load again" }).first().click()]);
  await tab.page.evaluate(() => window.millrace.ready);
  assert.equal(await isIsolated(tab), true);
  assert.deepEqual(await programOf(tab), ["millrace-threads.wasm"]);
  const again = await tab.until((it) => it.at_seconds === 0.5 && !it.is_playing && it.is_settled);
  assert.equal(again.selected, "fan_in");
  assert.deepEqual(await tab.call("measure"), { is_measured: true });
  await tab.until(isJudged);
  // What supplies the headers keeps no files, and touches no file but the page itself.
  const seen = await tab.page.evaluate(async () => ({
    kept: await caches.keys(), css: (await fetch("millrace.css")).headers.get("cross-origin-embedder-policy"),
  }));
  assert.deepEqual(seen, { kept: [], css: null });
  await tab.close();
});

test("where threads are impossible, measuring says so in a sentence", async () => {
  const noWorker = await Tab.open(browser, plain.address, { prepare: () => { delete Navigator.prototype.serviceWorker; } });
  assert.match((await noWorker.call("measure")).error.message, /needs threads.*https/);
  await noWorker.page.locator("#notes").getByText(/needs threads/).first().waitFor();
  await noWorker.close();
  const oneFile = await Tab.open(browser, pathToFileURL(join(site, "millrace.html")).href);
  const answer = await oneFile.call("measure");
  assert.match(answer.error.message, /needs threads.*one file/);
  assert.equal(answer.can_reload, false);
  await oneFile.close();
});

test("a browser that has no room for shared memory gets the program without", async () => {
  const tab = await Tab.open(browser, server.address, {
    prepare: () => {
      const Memory = WebAssembly.Memory;
      WebAssembly.Memory = function (wanted) {
        if (wanted.shared && wanted.initial > 1) throw new RangeError("no room");
        return new Memory(wanted);
      };
    },
  });
  assert.deepEqual(await programOf(tab), ["millrace-threads.wasm", "millrace.wasm"]);
  await tab.until((it) => it.at_seconds > 0);
  assert.equal((await tab.call("measure")).can_reload, true);
  await tab.close();
});

test("a sweep is the command's document, with isolation and without, over several workers", async () => {
  const options = ["--vary", "engine.num_partitions=2,4,8", "--vary", "topic.key=[symbol],[trader_id]", "--set", "duration=200ms",
    "--replications", "2", "--verdicts", "--strategies", "always_hash,sticky", "--seed", "7"];
  const native = JSON.parse(millrace("sweep", "-q", "--json", kFile, ...options));
  assert.equal(native.cells.length, 12);
  for (const address of [server.address, plain.address]) {
    const tab = await Tab.open(browser, address);
    await tab.call("pause");
    const here = await tab.call("sweep", {
      text: kScenario, name: kFile, vary: { "engine.num_partitions": [2, 4, 8], "topic.key": ["[symbol]", "[trader_id]"] },
      set: { duration: "200ms" }, replications: 2, verdicts: true, strategies: ["always_hash", "sticky"], seed: 7,
    });
    assert.equal(here.error, undefined, here.error?.message);
    assert.deepEqual(here, native);
    const texts = await tab.call("sweep", { text: kScenario, name: kFile, vary: ["engine.cores=2,4"], warm_up: "none", set: { duration: "50ms" } });
    assert.deepEqual(texts, JSON.parse(millrace("sweep", "-q", "--json", kFile, "--vary", "engine.cores=2,4", "--warm-up", "none", "--set", "duration=50ms")));
    for (const wrong of [{ text: kScenario }, { text: kScenario, vary: { "engine.core": [1] } }, { text: "version: 1", vary: { "engine.cores": [1] } }]) {
      assert.equal(typeof (await tab.call("sweep", wrong)).error?.message, "string", JSON.stringify(wrong.vary));
    }
    await tab.close();
  }
});

test("a frame of the whole workbench costs the processor at most 8 ms", async () => {
  for (const address of [server.address, plain.address]) {
    const tab = await Tab.open(browser, address);
    await tab.until((it) => it.is_playing && it.at_seconds > 0.5);
    await tab.call("setSpeed", 0.25);
    await tab.call("frameCost");
    await tab.page.evaluate(() => new Promise((resolve) => {
      let left = 90;
      const tick = () => { if (--left > 0) requestAnimationFrame(tick); else resolve(); };
      requestAnimationFrame(tick);
    }));
    const cost = await tab.call("frameCost");
    console.log(`a frame costs ${cost.median_ms.toFixed(2)} ms (median of ${cost.frames}; p95 ${cost.p95_ms.toFixed(2)} ms), ${await programOf(tab)}`);
    assert.ok(cost.frames >= 60, `${cost.frames} frames`);
    assert.ok(cost.median_ms <= 8, `${cost.median_ms} ms`);
    await tab.close();
  }
});
