// web/site/millrace_api.js — `window.millrace`: all that the text twin, the tests and pages that embed this one use.
// Described in web/README.md. Requests go to web/page/requests.cpp as JSON.
"use strict";
const millraceProgram = (() => {
  let module = null;

  const ask = (request) => millraceStudies.call(module, "_millrace_ask", JSON.stringify(request));

  /** `files` as millraceLoading.get() gives them. The picture is drawn later, by the request `start`. */
  const start = async (files, canvas, onTell) => {
    const url = URL.createObjectURL(new Blob([files.script], { type: "text/javascript" }));
    await new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = url;
      element.onload = resolve;
      element.onerror = () => reject(new Error("the program's script could not be read"));
      document.head.append(element);
    });
    module = await createMillrace({ canvas, wasmBinary: files.wasm, onTell, ...millraceThreads.optionsOf(files, url) });
    millraceThreads.serve(module, ask);
    // Studies never share memory: beside a program with threads they want the one without.
    millraceStudies.listen(() => files.worker ? millraceLoading.get("single", { isSilent: true }) : Promise.resolve(files),
      (request) => files.worker ? { error: { message: "this page may start no workers" } } : ask(request));
  };

  const open = (name, bytes) => {
    const answer = millraceStudies.call(module, "_millrace_open", name, bytes);
    if (answer.is_loaded && answer.summary) millraceStudies.addRecording(name, bytes);
    return answer;
  };
  /** A recording that scenarios may name. */
  const keep = (name, bytes) => {
    millraceStudies.call(module, "_millrace_keep", name, bytes);
    millraceStudies.addRecording(name, bytes);
  };
  return { start, ask, open, keep, isStarted: () => module !== null };
})();

const millraceReadiness = {};
window.millrace = (() => {
  const ready = new Promise((resolve, reject) => Object.assign(millraceReadiness, { resolve, reject }));
  ready.catch(() => {});  // said on the page; who awaits `ready` hears of it, too
  const notReady = () => ({ error: { message: "Millrace is not ready: await millrace.ready" } });
  const ask = (request) => millraceProgram.isStarted() ? millraceProgram.ask(request) : notReady();
  const later = async (answer) => millraceProgram.isStarted() ? answer() : notReady();
  return {
    ready,
    version: "@VERSION@",
    /** A scenario's text, or {bundled: name}. What is wrong with it is in `problems`; the last good one then plays on. */
    loadScenario: (scenario) => ask(typeof scenario === "string" ? { do: "load", text: scenario }
      : scenario && scenario.bundled ? { do: "load_bundled", name: scenario.bundled }
        : { do: "load", text: scenario?.text, name: scenario?.name }),
    play: () => ask({ do: "play" }),
    pause: () => ask({ do: "pause" }),
    seek: (seconds) => ask({ do: "seek", seconds }),
    /** unit: second (default), window, record or event; count < 0 goes back. */
    step: (unit = "second", count = 1) => ask({ do: "step", unit, count }),
    setSpeed: (speed) => ask({ do: "speed", speed }),
    select: (strategy) => ask({ do: "select", strategy }),
    /** Runs the selected strategy for real, with threads; false: back to the simulations. */
    measure: (isOn = true) => later(() => millraceThreads.measure(isOn)),
    snapshot: () => ask({ do: "snapshot" }),
    /** What the frames since the last call cost the processor. */
    frameCost: () => ask({ do: "frame_cost" }),
    compare: (text) => later(() => millraceStudies.study({ do: "compare", text })),
    query: (options) => later(() => millraceStudies.study({ ...options, do: "query" })),
    sweep: (options) => later(() => millraceStudies.sweep(options)),
    /** A file's name and text or bytes, as if it had been dropped. */
    open: (name, contents) => millraceProgram.isStarted()
      ? millraceProgram.open(name, typeof contents === "string" ? new TextEncoder().encode(contents) : new Uint8Array(contents))
      : notReady(),
    /** The address of this page with the scenario, the time and the selection in it. */
    link: () => {
      const answer = ask({ do: "link" });
      return answer.error ? answer : { url: location.href.split("#")[0] + answer.fragment, recording: answer.recording };
    },
  };
})();
