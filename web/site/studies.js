// web/site/studies.js — what takes long, in plain workers: an instance of the program each, and messages alone, so that no
// frame waits and no shared memory is needed. A sweep is shared out over as many as this machine has processors for.
"use strict";
const millraceStudies = (() => {
  // Each instance has a memory of its own.
  const kWorkers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
  const workers = new Set();
  const idle = [];
  const queue = [];
  const recordings = new Map();  // what was opened: workers want it, too
  let program = null;  // a Promise of {script, wasm}
  let getProgram = null;
  let askHere = null;

  /** Calls an exported function with texts or bytes; its answer is JSON. Memory is looked up at each use: it grows, with
      threads at any time. */
  const call = (target, name, ...texts) => {
    const encoder = new TextEncoder();
    const memory = () => new Uint8Array((target.wasmMemory ?? target.HEAPU8).buffer);
    const places = [];
    const values = [];
    try {
      for (const item of texts) {
        const bytes = typeof item === "string" ? encoder.encode(item) : item;
        const place = target._malloc(bytes.length + 1);
        if (place === 0) throw new Error("not enough memory");
        places.push(place);
        memory().set(bytes, place);
        values.push(place, bytes.length);
      }
      const start = target[name](...values);
      const bytes = memory();
      return JSON.parse(new TextDecoder().decode(bytes.slice(start, bytes.indexOf(0, start))));
    } finally {
      for (const place of places) target._free(place);
    }
  };

  const workerSource = () => `
    const call = ${call.toString()};
    let program = null;
    onmessage = async ({ data }) => {
      try {
        if (data.wasm) program = createMillrace({ wasmBinary: data.wasm, onTell() {} });
        else if (data.file) call(await program, "_millrace_keep", data.file.name, data.file.bytes);
        else postMessage(call(await program, "_millrace_ask", JSON.stringify(data.request)));
      } catch (error) {
        postMessage({ error: { message: String(error && error.message || error) } });
      }
    };`;

  const start = ({ script, wasm }) => {
    const url = URL.createObjectURL(new Blob([script, "\n", workerSource()], { type: "text/javascript" }));
    const worker = new Worker(url);
    worker.onmessage = ({ data }) => {
      const { resolve } = worker.job;
      worker.job = null;
      idle.push(worker);
      resolve(data);
      serve();
    };
    worker.onerror = (event) => {
      workers.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      worker.terminate();
      worker.job?.resolve({ error: { message: `the worker failed: ${event.message}` } });
      serve();
    };
    worker.postMessage({ wasm });
    for (const [name, bytes] of recordings) worker.postMessage({ file: { name, bytes } });
    workers.add(worker);
    return worker;
  };

  /** Gives what waits to workers, as long as there are any. */
  const serve = async () => {
    let files;
    try {
      files = await (program ??= getProgram());
    } catch (error) {
      program = null;
      for (const { resolve } of queue.splice(0)) resolve({ error: { message: `could not load: ${error.message}` } });
      return;
    }
    while (queue.length > 0 && (idle.length > 0 || workers.size < kWorkers)) {
      let worker;
      try {
        worker = idle.pop() ?? start(files);
      } catch {  // where workers are forbidden the page itself works it out
        for (const { request, resolve } of queue.splice(0)) resolve(askHere(request));
        return;
      }
      worker.job = queue.shift();
      worker.postMessage({ request: worker.job.request });
    }
  };

  /** The answer of a request that may take long. */
  const study = (request) => new Promise((resolve) => {
    queue.push({ request, resolve });
    serve();
  });

  /** `millrace sweep --json`: the points of the grid over the workers, their cells put together by the program. */
  const sweep = async (options) => {
    const plan = await study({ ...options, do: "sweep_plan" });
    if (plan.error) return plan;
    const parts = await Promise.all(Array.from({ length: plan.points }, (_, point) => study({ ...options, do: "sweep_point", point })));
    return parts.find((part) => part.error) ?? study({ ...options, do: "sweep_document", parts: parts.map((part) => part.cells) });
  };

  const addRecording = (name, bytes) => {
    recordings.set(name, bytes);
    for (const worker of workers) worker.postMessage({ file: { name, bytes } });
  };

  /** `get` gives the program without threads when it is first needed, `ask` answers on the page itself. */
  const listen = (get, ask) => {
    getProgram = get;
    askHere = ask;
  };
  return { listen, call, study, sweep, addRecording };
})();
