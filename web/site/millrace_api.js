// web/site/millrace_api.js — `window.millrace`: all that the text twin, the tests and pages that embed this one use.
// Described in web/README.md. Requests go to web/page/requests.cpp as JSON.
"use strict";
const millraceProgram = (() => {
  let module = null;
  let script = null;
  let wasmBytes = null;
  let worker = null;
  let lastId = 0;
  const waiting = new Map();
  const recordings = new Map();  // what was opened: workers want it, too

  /** Calls an exported function with texts or bytes; its answer is JSON. */
  const call = (target, name, ...texts) => {
    const encoder = new TextEncoder();
    const places = [];
    const values = [];
    try {
      for (const item of texts) {
        const bytes = typeof item === "string" ? encoder.encode(item) : item;
        const place = target._malloc(bytes.length + 1);
        if (place === 0) throw new Error("not enough memory");
        places.push(place);
        target.HEAPU8.set(bytes, place);
        values.push(place, bytes.length);
      }
      const answer = target[name](...values);
      let end = answer;
      while (target.HEAPU8[end] !== 0) ++end;
      return JSON.parse(new TextDecoder().decode(target.HEAPU8.slice(answer, end)));
    } finally {
      for (const place of places) target._free(place);
    }
  };

  const ask = (request) => call(module, "_millrace_ask", JSON.stringify(request));

  /** A study runs in a worker with an instance of its own, so that no frame waits for it. */
  const workerSource = () => `
    const call = ${call.toString()};
    let program = null;
    onmessage = async ({ data }) => {
      try {
        if (data.wasm) program = createMillrace({ wasmBinary: data.wasm, onTell() {} });
        else if (data.file) call(await program, "_millrace_open", data.file.name, data.file.bytes);
        else        postMessage({ id: data.id, answer: call(await program, "_millrace_ask", JSON.stringify(data.request)) });
      } catch (error) {
        postMessage({ id: data.id, answer: { error: { message: String(error && error.message || error) } } });
      }
    };`;

  const startWorker = () => {
    const url = URL.createObjectURL(new Blob([script, "\n", workerSource()], { type: "text/javascript" }));
    worker = new Worker(url);
    worker.onmessage = ({ data }) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    };
    worker.onerror = (event) => {
      for (const answer of waiting.values()) answer({ error: { message: `the worker failed: ${event.message}` } });
      waiting.clear();
      worker = null;
    };
    worker.postMessage({ wasm: wasmBytes });
    for (const [name, bytes] of recordings) worker.postMessage({ file: { name, bytes } });
  };

  /** The answer of a request that may take long. Where workers are forbidden the page itself works it out. */
  const study = (request) => new Promise((resolve) => {
    try {
      if (worker === null) startWorker();
    } catch {
      resolve(ask(request));
      return;
    }
    waiting.set(++lastId, resolve);
    worker.postMessage({ id: lastId, request });
  });

  const start = async (scriptBytes, wasm, canvas, onTell) => {
    script = scriptBytes;
    wasmBytes = wasm;
    await new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      element.onload = resolve;
      element.onerror = () => reject(new Error("the program's script could not be read"));
      document.head.append(element);
    });
    module = await createMillrace({ canvas, wasmBinary: wasm, onTell });
  };

  const open = (name, bytes) => {
    const answer = call(module, "_millrace_open", name, bytes);
    if (answer.is_loaded && answer.summary) {
      recordings.set(name, bytes);
      worker?.postMessage({ file: { name, bytes } });
    }
    return answer;
  };
  return { start, ask, study, open, isStarted: () => module !== null };
})();

const millraceReadiness = {};
window.millrace = (() => {
  const ready = new Promise((resolve, reject) => Object.assign(millraceReadiness, { resolve, reject }));
  ready.catch(() => {});  // said on the page; who awaits `ready` hears of it, too
  const ask = (request) => millraceProgram.isStarted() ? millraceProgram.ask(request)
    : { error: { message: "Millrace is not ready: await millrace.ready" } };
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
    snapshot: () => ask({ do: "snapshot" }),
    compare: (text) => millraceProgram.study({ do: "compare", text }),
    query: (options) => millraceProgram.study({ ...options, do: "query" }),
    /** A file's name and text or bytes, as if it had been dropped. */
    open: (name, contents) => millraceProgram.isStarted()
      ? millraceProgram.open(name, typeof contents === "string" ? new TextEncoder().encode(contents) : new Uint8Array(contents))
      : ask({}),
    /** The address of this page with the scenario, the time and the selection in it. */
    link: () => {
      const answer = ask({ do: "link" });
      return answer.error ? answer : { url: location.href.split("#")[0] + answer.fragment, recording: answer.recording };
    },
  };
})();
