// tests/browser/page_test.mjs — the page as a user meets it: it loads, plays, goes back, survives mistakes, takes files,
// follows links, and agrees with the command line to the last bit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { Tab, launch, millrace, root, serve, site } from "./tab.mjs";

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

const scenario = (name) => readFileSync(join(root, "scenarios", name), "utf8");
const kScenario = scenario("trading-misaligned-allowed.yaml");
/** What a run counted: the same whenever the same instant is reached. */
const counts = (snapshot) => snapshot.strategies.map(({ strategy, rows, split_groups, latency_us, cores }) => ({ strategy, rows, split_groups, latency_us, cores }));

test("it plays by itself, soon after its files arrived", async () => {
  const tab = await Tab.open(browser, server.address);
  const first = await tab.until((it) => it.is_playing || it.at_seconds > 0);
  assert.ok(first.strategies.length >= 5);
  const [toData] = await tab.page.evaluate(() => performance.getEntriesByName("millrace:first-data").map((entry) => entry.duration));
  console.log(`first frame with moving data: ${toData.toFixed(0)} ms after the files arrived`);
  assert.ok(toData <= 1500, `${toData} ms`);
  const wrong = await tab.until((it) => it.strategies.some((run) => run.verdict === "invalid") && it.at_seconds > 0.2);
  assert.ok(wrong.strategies.some((run) => run.split_groups > 0));
  assert.match(await tab.page.title(), /Millrace/);
  await tab.picture("wide");
  await tab.close();
});

test("it pauses, steps, goes to any instant and back, and finds the same there", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  const early = await tab.restAt(0.3);
  assert.ok(Math.abs(early.at_seconds - 0.3) < 1e-6);
  const late = await tab.restAt(0.8);
  assert.ok(late.strategies[0].rows.read > early.strategies[0].rows.read);
  assert.deepEqual(counts(await tab.restAt(0.3)), counts(early));
  await tab.call("step", "second", 1);
  assert.ok((await tab.settled()).at_seconds > 0.3);
  await tab.call("play");
  await tab.until((it) => it.is_playing || it.is_finished);
  await tab.close();
});

test("the canvas has the keyboard: space pauses and plays, Home goes to the start", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  await tab.call("setSpeed", 0.1);
  await tab.until((it) => it.is_playing && it.at_seconds > 0.02);
  assert.equal(await tab.page.evaluate(() => document.activeElement.id), "canvas");
  await tab.page.keyboard.press("Space");
  await tab.until((it) => !it.is_playing);
  await tab.page.keyboard.press("Home");
  await tab.until((it) => it.at_seconds === 0);
  const selected = (await tab.snapshot()).selected;
  await tab.page.keyboard.press("4");
  await tab.until((it, before) => it.selected !== before, selected);
  await tab.page.keyboard.press("Space");
  await tab.until((it) => it.is_playing);
  await tab.picture("by-keyboard");
  await tab.close();
});

test("wrong YAML says where, and the last good run plays on", async () => {
  const tab = await Tab.open(browser, server.address);
  await tab.call("loadScenario", kScenario);
  const answer = await tab.call("loadScenario", kScenario.replace("partitions:", "partiton:"));
  assert.equal(answer.is_loaded, false);
  const problem = answer.problems.find((it) => it.severity === "error");
  assert.equal(problem.suggestion, "partitions");
  assert.ok(problem.line > 1 && problem.column > 1);
  const shown = await tab.until((it) => it.problems.length > 0);
  assert.equal(shown.scenario, "scenario");  // what a text without a name is called
  await tab.call("seek", 0);
  await tab.call("play");
  await tab.until((it) => it.at_seconds > 0.05 && it.strategies[0].rows.read > 0);
  await tab.picture("wrong-yaml");
  await tab.close();
});

test("another query gives other results at once", async () => {
  const tab = await Tab.open(browser, server.address);
  const [at, by] = ["GROUP BY trader_id", "GROUP BY symbol"];
  const answer = await tab.call("loadScenario", kScenario.replace("SELECT trader_id", "SELECT symbol").replace(at, by));
  assert.equal(answer.is_loaded, true, JSON.stringify(answer.problems));
  const shown = await tab.restAt(0.5);
  assert.match(shown.query, /GROUP BY symbol/);
  const wrongSql = await tab.call("loadScenario", kScenario.replace(at, "GROUP BY trader_idd"));
  assert.equal(wrongSql.is_loaded, false);
  assert.match(wrongSql.problems.map((it) => it.text).join("\n"), /trader_idd/);
  await tab.close();
});

/** Drops a file on the page, as a hand would. */
const drop = (tab, name, text) => tab.page.evaluate(([fileName, contents]) => {
  const data = new DataTransfer();
  data.items.add(new File([contents], fileName));
  for (const type of ["dragover", "drop"]) window.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}, [name, text]);

test("a dropped scenario plays, a dropped recording becomes one, what is neither is said", async () => {
  const tab = await Tab.open(browser, server.address);
  await drop(tab, "mine.yaml", kScenario.replace(/^version: 1$/m, "version: 1\nname: of-mine"));
  await tab.until((it) => it.scenario === "of-mine");
  const csv = ["at,shop,amount"];
  for (let i = 0; i < 400; ++i) csv.push(`2024-05-01T10:${String(Math.floor(i / 10)).padStart(2, "0")}:${String(i % 10 * 6).padStart(2, "0")}Z,shop_${i % 7},${i % 50}`);
  csv.splice(101, 0, "2024-05-01T10:10:00Z,shop_1");
  await drop(tab, "till.csv", csv.join("\n"));
  const recorded = await tab.until((it) => it.scenario === "till" && it.at_seconds > 0);
  assert.match(recorded.query, /SELECT shop, COUNT\(\*\) AS n/);
  await tab.page.getByText("till.csv: 400 records read, 1 skipped").waitFor();
  await tab.page.getByText(/first: till.csv:102/).waitFor();
  await tab.picture("dropped-csv");
  const kcat = [];
  for (let i = 0; i < 100; ++i) {
    kcat.push(JSON.stringify({ topic: "clicks", partition: i % 4, offset: Math.floor(i / 4), tstype: "create", ts: 1700000000000 + i * 100, key: `u${i % 5}`,
      payload: JSON.stringify({ user: `u${i % 5}`, page: `p${i % 3}` }) }));
  }
  await drop(tab, "clicks.kcat", kcat.join("\n"));
  const clicks = await tab.until((it) => it.scenario === "clicks");
  assert.match(clicks.query, /FROM clicks/);
  await drop(tab, "empty.csv", "");
  await tab.page.locator("#notes .is-problem").waitFor();
  assert.equal((await tab.snapshot()).scenario, "clicks");
  await tab.page.locator("#file").setInputFiles({ name: "chosen.yaml", mimeType: "text/yaml", buffer: Buffer.from(kScenario.replace(/^version: 1$/m, "version: 1\nname: chosen")) });
  await tab.until((it) => it.scenario === "chosen");
  await tab.close();
});

test("recordings of bundled scenarios come after the program; what waits for one begins when it is there", async () => {
  const tab = await Tab.open(browser, server.address, {
    isReady: false,
    prepare: () => {
      const original = window.fetch;
      const released = new Promise((resolve) => { window.releaseRecordings = resolve; });
      window.fetch = async (url, ...more) => {
        if (String(url).endsWith(".csv")) await released;
        return original(url, ...more);
      };
    },
  });
  await tab.page.locator("#loading").waitFor({ state: "hidden" });
  const early = await tab.call("loadScenario", { bundled: "recorded-flights.yaml" });
  assert.equal(early.is_loaded, false);
  assert.match(early.problems[0].message, /flights-2001q1\.csv/);
  assert.notEqual((await tab.snapshot()).scenario, "recorded-flights");
  await tab.page.evaluate(() => window.releaseRecordings());
  await tab.page.evaluate(() => window.millrace.ready);
  await tab.until((it) => it.scenario === "recorded-flights" && it.at_seconds > 0);
  const native = JSON.parse(millrace("compare", "-q", "--json", "scenarios/recorded-flights.yaml"));
  assert.equal((await tab.call("compare", scenario("recorded-flights.yaml"))).run_hash, native.run_hash);
  await tab.close();
});

test("a link of the command line opens the scenario at its instant; the page gives the same link back", async () => {
  const link = millrace("link", "scenarios/hot-trader.yaml", "--at", "100ms", "--strategy", "fan_in", "--page", server.address).trim();
  const tab = await Tab.open(browser, link);
  const shown = await tab.until((it) => it.at_seconds === 0.1 && !it.is_playing);
  assert.equal(shown.file, "hot-trader.yaml");
  assert.equal(shown.selected, "fan_in");
  assert.equal((await tab.call("link")).url, link);
  const richer = millrace("link", "scenarios/hot-trader.yaml", "--at", "100ms", "--strategy", "two_phase", "--compare", "fan_in", "--key", "trader_0",
    "--page", server.address).trim();
  await tab.page.evaluate((fragment) => { location.hash = fragment; }, richer.split("#")[1]);
  await tab.until((it) => it.selected === "two_phase" && it.at_seconds === 0.1);
  assert.equal((await tab.call("link")).url, richer);
  await tab.page.evaluate((fragment) => { location.hash = fragment; }, link.split("#")[1].replace("t=0.1", "t=0.05").replace(/v=.*/, "v=0.0.9"));
  await tab.page.getByText(/made by Millrace 0\.0\.9/).waitFor();
  await tab.until((it) => it.at_seconds === 0.05);
  await tab.page.evaluate(() => { location.hash = "#s=eJwLycgsVgCiRIVEheLU5NSSzKJUhQT1AgA"; });
  await tab.page.getByText(/cut off or changed/).waitFor();
  await tab.close();
});

test("Share copies the link", async () => {
  const tab = await Tab.open(browser, server.address, { permissions: ["clipboard-read", "clipboard-write"] });
  await tab.restAt(0.05);
  await tab.page.evaluate(() => millraceShare());
  await tab.page.getByText(/Link copied/).waitFor();
  const copied = await tab.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, (await tab.call("link")).url);
  assert.match(copied, /#s=.*&t=0\.05/);
  await tab.close();
});

test("runs and results are those of the command line, bit for bit", async () => {
  const tab = await Tab.open(browser, server.address);
  for (const name of ["trading-misaligned-allowed.yaml", "hot-trader.yaml", "late-sessions.yaml", "crash-recovery.yaml"]) {
    const native = JSON.parse(millrace("compare", "-q", "--json", `scenarios/${name}`));
    const here = await tab.call("compare", scenario(name));
    assert.equal(here.error, undefined, `${name}: ${here.error?.message}`);
    assert.equal(here.run_hash, native.run_hash, `${name}: ${here.run_hash} here, ${native.run_hash} natively`);
    assert.deepEqual(here.strategies, native.strategies, name);
  }
  const input = readFileSync(join(root, "scenarios/data/flights-2001q1.csv"), "utf8");
  const sql = "SELECT origin, COUNT(*) n, SUM(delay_minutes) d FROM flights GROUP BY origin";
  const native = JSON.parse(millrace("query", "-q", "--json", "--sql", sql, "--input", "scenarios/data/flights-2001q1.csv", "--partitions", "8"));
  const here = await tab.call("query", { sql, input, partitions: 8 });
  assert.equal(here.exit_code, 0, here.notes);
  assert.deepEqual(here.rows, native.rows);
  const refused = await tab.call("query", { sql: "SELEC 1", input: "a\n1\n" });
  assert.equal(refused.exit_code, 2);
  assert.match(refused.error.message, /SELEC/);
  await tab.close();
});

test("while a comparison is worked out, the picture goes on", async () => {
  const tab = await Tab.open(browser, server.address);
  const frames = await tab.page.evaluate(async (text) => {
    let count = 0;
    let isDone = false;
    const tick = () => { ++count; if (!isDone) requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
    await window.millrace.compare(text);
    isDone = true;
    return count;
  }, scenario("trading-misaligned-allowed.yaml"));
  assert.ok(frames > 2, `${frames} frames`);
  await tab.close();
});

test("the one file opens from a disk, with nothing beside it", async () => {
  const tab = await Tab.open(browser, pathToFileURL(join(site, "millrace.html")).href);
  await tab.until((it) => it.at_seconds > 0);
  const native = JSON.parse(millrace("compare", "-q", "--json", "scenarios/trading-misaligned-allowed.yaml"));
  assert.equal((await tab.call("compare", kScenario)).run_hash, native.run_hash);
  await tab.close();
});

test("it says what a browser lacks", async () => {
  const noWasm = await Tab.open(browser, server.address, { isReady: false, prepare: () => { delete window.WebAssembly; } });
  await noWasm.page.getByText(/no WebAssembly/).waitFor();
  assert.match(await noWasm.page.evaluate(() => window.millrace.ready.catch((error) => error.message)), /WebAssembly/);
  await noWasm.close();
  const noGl = await Tab.open(browser, server.address, {
    isReady: false,
    prepare: () => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === "webgl2" ? null : original.call(this, kind, ...more); };
    },
  });
  await noGl.page.getByText(/no WebGL 2/).waitFor();
  const report = noGl.page.frameLocator("#loading iframe");
  await report.getByText("round_robin").first().waitFor();
  assert.ok(await report.locator("svg").count() > 0);
  assert.match(await noGl.page.evaluate(() => window.millrace.ready.catch((error) => error.message)), /WebGL 2/);
  await noGl.picture("no-webgl");
  await noGl.close();
});

test("errors of calls are answers, not exceptions", async () => {
  const tab = await Tab.open(browser, server.address);
  for (const [method, ...values] of [["seek", -1], ["seek", "x"], ["select", "nobody"], ["setSpeed", 0], ["step", "year"], ["loadScenario", { bundled: "no.yaml" }], ["compare", 7]]) {
    const answer = await tab.call(method, ...values);
    assert.equal(typeof answer.error?.message, "string", `${method}(${values})`);
  }
  await tab.close();
});

test("the server keeps to its folder and says what a file is", async () => {
  const wasm = await fetch(`${server.address}millrace.wasm`, { headers: { "Accept-Encoding": "br" } });
  assert.equal(wasm.headers.get("content-type"), "application/wasm");
  assert.equal(wasm.headers.get("content-encoding"), "br");
  assert.equal(wasm.headers.get("cross-origin-opener-policy"), "same-origin");
  assert.equal(wasm.headers.get("cross-origin-embedder-policy"), "require-corp");
  assert.equal((await wasm.arrayBuffer()).byteLength, readFileSync(join(site, "millrace.wasm")).length);
  for (const path of ["no-such-file", "%2e%2e/CMakeCache.txt", "..%2fCMakeCache.txt", "%"]) {
    assert.equal((await fetch(server.address + path)).status, 404, path);
  }
  assert.equal((await fetch(server.address, { method: "POST" })).status, 405);
});
