// web/site/threads.js — threads, where a browser gives them: those of the program, started when a measurement first wants
// them, and, on hosts that do not send the headers they need, the service worker that supplies them from the next load on.
// Nothing here loads the page again by itself: pages that embed it hold `window.millrace`.
"use strict";
const millraceThreads = (() => {
  const kPatienceMs = 30000;
  let module = null;
  let ask = null;
  let hasThreads = false;
  let starting = null;  // a Promise of the measurement's answer
  let isWanted = false;  // still, by who asked for it
  let registration = null;  // a Promise of the service worker, or of nothing
  const wasControlled = Boolean(navigator.serviceWorker?.controller);
  const isOneFile = location.protocol === "file:" || Boolean(document.getElementById("embedded-wasm"));

  /** Whether this page may share memory between threads. */
  const isPossible = () => {
    if (!self.crossOriginIsolated) return false;
    try {
      return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
    } catch {
      return false;
    }
  };

  /** What a program with threads needs to know of its own files: each thread reads them again. */
  const optionsOf = (files, scriptUrl) => {
    if (!files.worker) return {};
    const workerUrl = URL.createObjectURL(new Blob([files.worker], { type: "text/javascript" }));
    return { mainScriptUrlOrBlob: scriptUrl, locateFile: (name) => name.endsWith(".worker.js") ? workerUrl : name };
  };

  const serve = (program, askProgram) => {
    module = program;
    ask = askProgram;
    hasThreads = Boolean(program.PThread);
  };

  /** One more thread, ready to run. */
  const startOne = () => new Promise((resolve, reject) => {
    const pool = module.PThread;
    pool.allocateUnusedWorker();
    const worker = pool.unusedWorkers[pool.unusedWorkers.length - 1];
    const forget = (message) => {
      const at = pool.unusedWorkers.indexOf(worker);
      if (at >= 0 && !worker.loaded) pool.unusedWorkers.splice(at, 1);
      reject(new Error(message));
    };
    const patience = setTimeout(() => forget("this browser started no worker in half a minute"), kPatienceMs);
    pool.loadWasmModuleToWorker(worker, () => { clearTimeout(patience); resolve(); });
    const { onerror } = worker;
    worker.onerror = (event) => {
      if (worker.loaded) { onerror(event); return; }
      clearTimeout(patience);
      event.preventDefault();
      forget(`a worker could not be started: ${event.message ?? "forbidden"}`);
    };
  });

  /** Until so many threads are ready. Those of a job that has just ended come back with the next message. */
  const startThreads = async (count) => {
    await new Promise((resolve) => setTimeout(resolve));
    const missing = count - module.PThread.unusedWorkers.length;
    await Promise.all(Array.from({ length: Math.max(0, missing) }, startOne));
  };

  /** Why there are none, in a sentence; whether loading the page once more brings them. */
  const lack = async () => {
    if (isOneFile) {
      return { sentence: "Measuring needs threads, which a page in one file does not get: serve the folder site, or use the workbench on a desktop." };
    }
    if (!window.isSecureContext || !navigator.serviceWorker) {
      return { sentence: "Measuring needs threads, which a browser gives to pages that come by https or from this very machine." };
    }
    if (self.crossOriginIsolated) return { sentence: "Measuring needs threads; the program that has them could not be loaded.", canReload: true };
    if (wasControlled || window.top !== window || await registration === null) {
      return { sentence: "Measuring needs threads, and this browser gives none to this page: it shares no memory between them here." };
    }
    return { sentence: "Measuring needs threads, and this page gets them when it is loaded once more.", canReload: true };
  };

  /** Loads the page again as it is now: its link holds scenario, instant and selection. */
  const reload = () => {
    const link = window.millrace.link();
    if (!link.error) history.replaceState(null, "", link.url);
    location.reload();
  };

  /** Says what is lacking, and offers what helps. Gives the answer of a measurement that was not started. */
  const offer = async () => {
    const { sentence, canReload = false } = await lack();
    let more = null;
    if (canReload) {
      const { recording } = window.millrace.link();
      more = document.createElement("div");
      if (recording) more.append(`The recording ${recording} must be opened again then. `);
      more.append(Object.assign(document.createElement("button"), { type: "button", textContent: "Load again, as it is now", onclick: reload }));
    }
    millraceInput.note(sentence, { more, seconds: canReload ? 20 : 12 });
    return { is_measured: false, is_said: true, can_reload: canReload, error: { message: sentence } };
  };

  const startMeasuring = async (count) => {
    try {
      await startThreads(count);
    } catch (error) {
      millraceInput.note(`Threads could not be started: ${error.message}`, { isProblem: true });
      return { is_measured: false, is_said: true, error: { message: error.message } };
    }
    return ask({ do: "measure", is_on: isWanted });
  };

  /** The program wants to measure, and lacks threads for it. */
  const onWanted = (count) => {
    isWanted = true;
    if (starting) return;
    starting = (hasThreads ? startMeasuring(count) : offer()).finally(() => { starting = null; });
  };

  const measure = (isOn) => {
    const answer = ask({ do: "measure", is_on: isOn });
    if (!isOn) isWanted = false;
    return isOn && starting ? starting : answer;
  };

  /** On a host without the headers: from the next load on they come from the service worker. */
  const prepare = () => {
    if (self.crossOriginIsolated || isOneFile || !window.isSecureContext || !navigator.serviceWorker || window.top !== window) return;
    registration = navigator.serviceWorker.register("isolation.js").then(() => navigator.serviceWorker.ready).catch(() => null);
  };
  return { isPossible, optionsOf, serve, onWanted, measure, prepare };
})();
