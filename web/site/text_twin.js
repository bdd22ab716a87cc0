// web/site/text_twin.js — the workbench as text, for screen readers and for who prefers it: tables with the same facts as
// the canvas, real buttons. Uses window.millrace and its event alone; speaks at most once a second, and only when a verdict,
// the sentence or the state of playing changed.
"use strict";
const millraceTwin = (() => {
  const root = document.getElementById("twin");
  const kVerdicts = { valid: "✓ correct", invalid: "✗ WRONG", unknown: "? unknown", refused: "⊘ refused", running: "… running" };
  let parts = null;
  let shownScenarios = "";
  let shownStrategies = "";

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const si = (value, unit) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return "—";
    let scaled = Math.abs(value);
    let prefix = "";
    for (const next of ["k", "M", "G"]) {
      if (scaled < 999.5) break;
      scaled /= 1000;
      prefix = next;
    }
    const text = scaled >= 99.95 || Number.isInteger(value) && prefix === "" ? scaled.toFixed(0) : scaled.toPrecision(3);
    return `${value < 0 ? "-" : ""}${text} ${prefix}${prefix === "" ? "" : " "}${unit}`;
  };
  const time = (microseconds) => {
    if (microseconds === null || microseconds === undefined) return "—";
    if (microseconds >= 1e6) return `${(microseconds / 1e6).toPrecision(3)} s`;
    if (microseconds >= 1e3) return `${(microseconds / 1e3).toPrecision(3)} ms`;
    return `${Math.round(microseconds)} µs`;
  };
  const share = (value) => value === null || value === undefined ? "—" : `${(value * 100).toFixed(1)} %`;
  const count = (value) => value === null || value === undefined ? "—" : value.toLocaleString("en-US");
  const busiest = (cores) => Math.max(0, ...cores.map((core) => core.busy));
  const clock = (seconds) => `${seconds.toFixed(3)} s`;

  /** [heading, cell text, is it words] of a strategy; the same figures as on its card. */
  const kFigures = [
    ["Verdict", (it) => kVerdicts[it.verdict] + (it.refusal && it.verdict !== "refused" ? " (refused by validation, shown all the same)" : ""), true],
    ["Throughput", (it) => si(it.throughput_rps, "rows/s")],
    ["Offered", (it) => si(it.offered_rps, "rows/s")],
    ["p50 latency", (it) => time(it.latency_us?.p50)],
    ["p99 latency", (it) => time(it.latency_us?.p99)],
    ["Aligned rows", (it) => share(it.alignment_rate)],
    ["Busiest ÷ mean worker", (it) => it.skew?.max_over_mean === null || !it.skew ? "—" : `${it.skew.max_over_mean.toFixed(2)}×`],
    ["Hottest key", (it) => share(it.skew?.hottest_key_share)],
    ["Split groups", (it) => count(it.split_groups)],
    ["Wrong groups", (it) => count(it.wrong_groups)],
    ["Rows waiting", (it) => it.queues ? count(it.queues.rows.reduce((sum, rows) => sum + rows, 0) + it.lag_rows) : "—"],
    ["Busiest core", (it) => it.cores ? share(busiest(it.cores)) : "—"],
  ];

  const button = (label, action, title) => make("button", { type: "button", textContent: label, title, onclick: action });

  const build = () => {
    parts = {
      status: make("p", { id: "twin-status" }),
      said: make("p", { role: "status" }),
      problems: make("div", { role: "alert" }),
      query: make("pre", { id: "twin-query" }),
      reason: make("p"),
      cards: make("div", { className: "wide" }),
      cores: make("div", { className: "wide" }),
      verdict: make("div"),
      keys: make("div", { className: "wide" }),
      partitions: make("div", { className: "wide" }),
      events: make("div"),
      play: button("Play", () => show(window.millrace[parts.isPlaying ? "pause" : "play"]()), "Space on the canvas"),
      scenario: make("select", { id: "twin-scenario" }),
      strategy: make("select", { id: "twin-strategy" }),
      seconds: make("input", { id: "twin-seconds", type: "number", min: "0", step: "any", inputMode: "decimal" }),
      speed: make("select", { id: "twin-speed" }),
      measure: button("Measure", async () => show(await window.millrace.measure(!parts.isMeasured)), "Runs the strategy looked at for real, with threads"),
    };
    parts.said.setAttribute("aria-live", "polite");
    for (const speed of [0.01, 0.1, 0.25, 0.5, 1, 2, 10, 100]) parts.speed.append(make("option", { value: speed, textContent: `${speed} ×` }));
    parts.scenario.onchange = () => show(window.millrace.loadScenario({ bundled: parts.scenario.value }));
    parts.strategy.onchange = () => show(window.millrace.select(parts.strategy.value));
    parts.speed.onchange = () => show(window.millrace.setSpeed(Number(parts.speed.value)));
    const go = () => { if (parts.seconds.value !== "") show(window.millrace.seek(Number(parts.seconds.value))); };
    parts.seconds.onkeydown = (event) => { if (event.key === "Enter") go(); };
    const field = (label, control) => make("div", { className: "field" }, make("label", { htmlFor: control.id, textContent: label }), control);
    root.replaceChildren(
      make("h1", { textContent: "Millrace" }), parts.status, parts.said, parts.problems,
      make("div", { className: "controls", role: "group", ariaLabel: "Time" }, parts.play,
        button("Step back 1 s", () => show(window.millrace.step("second", -1))),
        button("Step 1 s", () => show(window.millrace.step("second", 1))),
        button("Step one event", () => show(window.millrace.step("event", 1))),
        button("To the start", () => show(window.millrace.seek(0))),
        field("Go to second", parts.seconds), button("Go", go), field("Speed", parts.speed), parts.measure),
      make("div", { className: "controls", role: "group", ariaLabel: "Scenario and strategy" },
        field("Scenario", parts.scenario), field("Strategy looked at", parts.strategy),
        button("Open a file…", () => millraceInput.chooseFile()),
        button("Copy a link", () => millraceShare()),
        button("To the picture", leave)),
      make("h2", { textContent: "Query" }), parts.query, parts.reason,
      make("h2", { textContent: "Strategies" }), parts.cards,
      make("h2", { textContent: "Cores and queues" }), parts.cores,
      make("h2", { textContent: "Verdict" }), parts.verdict,
      make("h2", { textContent: "Keys" }), parts.keys,
      make("h2", { textContent: "Source partitions and routing" }), parts.partitions,
      make("h2", { textContent: "Events" }), parts.events);
  };

  /** Off the text, onto the canvas. */
  const leave = () => {
    document.documentElement.classList.remove("is-text");
    document.getElementById("canvas").focus();
  };

  const table = (caption, heads, rows) => {
    const body = make("tbody");
    for (const row of rows) {
      const [name, ...cells] = row.cells;
      const line = make("tr", {}, make("th", { scope: "row", textContent: name }));
      if (row.isSelected) line.setAttribute("aria-current", "true");
      for (const cell of cells) line.append(make("td", typeof cell === "string" ? { textContent: cell } : cell));
      body.append(line);
    }
    const head = make("tr");
    for (const text of heads) head.append(make("th", { scope: "col", textContent: text }));
    return make("table", {}, make("caption", { textContent: caption }), make("thead", {}, head), body);
  };

  const fillSelect = (select, values, selected, names = values) => {
    select.replaceChildren(...values.map((value, i) => make("option", { value, textContent: names[i] })));
    select.value = selected ?? "";
  };

  const verdictOf = (it) => {
    const lines = [make("p", { textContent: `${it.display_name}: ${kVerdicts[it.verdict]}. ${it.reason || ""}`.trim() })];
    if (it.evidence) {
      const text = (rows) => rows.map(({ worker, row }) => Object.entries(row).map(([name, value]) => `${name} ${value}`).join(", ") +
        (worker === null ? "" : ` (worker ${worker})`));
      const list = (title, rows) => [make("p", { textContent: title }), make("ul", {}, ...text(rows).map((line) => make("li", { textContent: line })))];
      lines.push(make("p", { textContent: `First wrong group: ${it.evidence.group} (${it.evidence.problem}).` }),
        ...list("Expected", it.evidence.expected), ...list(`Got, ${it.evidence.got_count} rows`, it.evidence.got));
    }
    return lines;
  };

  const kPartitionsMax = 100;
  const words = (text) => ({ textContent: text, className: "words" });
  const eventTime = (ms) => ms === null ? "—" : new Date(ms).toISOString().replace("T", " ").replace("Z", "");

  /** The heavy hitters, split ones first, as the panel has them. */
  const keysOf = (it, { keys }) => keys.length === 0 ? make("p", { textContent: "No key was counted yet." }) : table(
    `The heaviest keys of ${it.display_name}, since the start; counts may be too high by the figure behind them.`,
    ["Key", "Rows", "At most too many", "Lives on workers", "Split"],
    [...keys].sort((a, b) => Number(b.is_split) - Number(a.is_split)).map((key) => ({ cells: [key.key, count(key.rows), count(key.rows_at_most_too_many),
      words(key.workers.join(", ")), words(key.is_split ? "✂ split" : "in one place")] })));

  const stateOf = (source) => source.is_refused ? "refused by a full queue" : source.is_paused ? "paused" : source.is_idle ? "idle, left out of the watermark" : "read";
  const routesOf = ({ rows_to_workers: rows }) => rows.map((taken, worker) => taken > 0 ? `${worker}: ${count(taken)}` : "").filter(Boolean).join(", ") || "—";
  const partitionsOf = (it, { partitions, watermark_ms: watermark }) => table(
    `Of ${it.display_name}; the watermark of all is ${eventTime(watermark)}.` +
      (partitions.length > kPartitionsMax ? ` The first ${kPartitionsMax} of ${partitions.length}.` : ""),
    ["Partition", "Rows taken", "Lag", "Watermark", "State", "Rows to each worker"],
    partitions.slice(0, kPartitionsMax).map((source, i) => ({ cells: [`${i}`, count(source.rows_taken), `${count(source.lag_rows)} rows`,
      eventTime(source.watermark_ms), words(stateOf(source)), words(routesOf(source))] })));

  const eventsOf = ({ events }) => events.length === 0 ? make("p", { textContent: "Nothing happened on the timeline yet." })
    : make("ul", {}, ...events.map((event) => make("li", { textContent: `${clock(event.at_seconds)}: ${event.text}` })));

  /** Workers take turns on cores where there are fewer of these. */
  const coreOf = (cores, worker) => ["busy", "idle", "back_pressured"].map((what) => share(cores[worker % cores.length]?.[what]));

  const speak = (text) => { if (parts.said.textContent !== text) parts.said.textContent = text; };

  /** One reading of the snapshot. Controls are left alone while they say the same: who has the keyboard there keeps it. */
  const update = (snapshot) => {
    if (parts === null) build();
    parts.isPlaying = snapshot.is_playing;
    parts.isMeasured = snapshot.is_measured;
    parts.measure.textContent = snapshot.is_measured ? "Back to the simulations" : "Measure";
    parts.play.textContent = snapshot.is_playing ? "Pause" : "Play";
    parts.status.textContent = `${snapshot.scenario ?? "No scenario"} · ${clock(snapshot.at_seconds)} of ${clock(snapshot.duration_seconds)} of ${snapshot.is_measured ? "measured" : "virtual"} time · ` +
      `${snapshot.is_playing ? "playing" : snapshot.is_finished ? "finished" : "paused"} · seed ${snapshot.seed ?? "—"} · millrace ${snapshot.version}`;
    const verdicts = snapshot.strategies.map((it) => `${it.display_name} ${kVerdicts[it.verdict].slice(2)}`).join(", ");
    speak(`${snapshot.stopped_because || snapshot.sentence} ${verdicts}.`);
    parts.problems.replaceChildren(...snapshot.problems.map((problem) => make("p", { textContent: problem.text })));
    parts.query.textContent = snapshot.query ?? "";
    parts.reason.textContent = snapshot.auto.strategy ? `auto selects ${snapshot.auto.strategy}: ${snapshot.auto.reason}` : "";
    const scenarios = snapshot.scenarios.join();
    if (scenarios !== shownScenarios) fillSelect(parts.scenario, snapshot.scenarios, snapshot.file);
    shownScenarios = scenarios;
    if (document.activeElement !== parts.scenario) parts.scenario.value = snapshot.file;
    const strategies = snapshot.strategies.map((it) => it.strategy);
    if (strategies.join() !== shownStrategies) {
      fillSelect(parts.strategy, strategies, snapshot.selected, snapshot.strategies.map((it) => it.display_name));
    }
    shownStrategies = strategies.join();
    if (document.activeElement !== parts.strategy) parts.strategy.value = snapshot.selected ?? "";
    if (document.activeElement !== parts.speed) parts.speed.value = String(snapshot.speed);
    parts.cards.replaceChildren(table(
      "The same records under each strategy; rates of the last virtual second.",
      ["Strategy", ...kFigures.map(([name]) => name)],
      snapshot.strategies.map((it) => ({
        isSelected: it.strategy === snapshot.selected,
        cells: [it.display_name + (it.auto_selected ? " (auto)" : "") + (it.strategy === snapshot.selected ? ", looked at" : ""),
          ...kFigures.map(([, text, isWords]) => it.problem && !isWords ? "—"
            : isWords ? { textContent: it.problem ? `⊘ ${it.problem}` : text(it), className: "words" } : text(it))],
      }))));
    const selected = snapshot.strategies.find((it) => it.strategy === snapshot.selected);
    parts.cores.replaceChildren(selected?.cores ? table(
      `Of ${selected.display_name}, since the start.`, ["Worker", "Its core busy", "Idle", "Back-pressured", "Queue now", "Queue at most", "Queue state"],
      selected.queues.rows.map((rows, i) => ({ cells: [`${i}`, ...coreOf(selected.cores, i), `${count(rows)} rows`, `${count(selected.queues.rows_max[i])} rows`, selected.queues.state[i]] })))
      : make("p", { textContent: "Nothing runs." }));
    parts.verdict.replaceChildren(...(selected ? verdictOf(selected) : []));
    const { details } = snapshot;
    parts.keys.replaceChildren(details ? keysOf(selected, details) : "");
    parts.partitions.replaceChildren(details ? partitionsOf(selected, details) : "");
    parts.events.replaceChildren(details ? eventsOf(details) : "");
  };

  const show = (answer) => {
    if (answer?.error && !answer.is_said) millraceInput.note(answer.problems?.[0]?.text ?? answer.error.message, { isProblem: true });
    update(window.millrace.snapshot());
  };

  const listen = () => {
    if (new URLSearchParams(location.search).get("view") === "text") document.documentElement.classList.add("is-text");
    build();
    window.addEventListener("millrace:snapshot", (event) => update(event.detail));
    update(window.millrace.snapshot());
  };
  return { listen };
})();
