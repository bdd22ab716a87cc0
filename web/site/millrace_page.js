// web/millrace_page.js — loads the program, says how far it is and what is missing, and offers `window.millrace`.
"use strict";
(() => {
  const loading = document.getElementById("loading");
  const message = document.getElementById("message");
  const progress = document.getElementById("progress");
  const canvas = document.getElementById("canvas");
  let isReady;
  const ready = new Promise((resolve) => { isReady = resolve; });

  const fail = (text) => {
    message.textContent = text;
    progress.hidden = true;
  };
  if (typeof WebAssembly !== "object") return fail("This browser has no WebAssembly. Millrace needs it.");
  if (!document.createElement("canvas").getContext("webgl2")) return fail("This browser has no WebGL 2. Millrace needs it.");

  const call = (name, result, types, values) => Module.ccall(name, result, types, values);
  window.millrace = {
    ready,
    version: null,
    loadScenario: (text) => call("millrace_load", "string", ["string"], [text]),
    play: () => call("millrace_play", null, [], []),
    pause: () => call("millrace_pause", null, [], []),
    step: () => call("millrace_step", null, [], []),
    seek: (seconds) => call("millrace_seek", null, ["number"], [seconds]),
    compare: (text) => JSON.parse(call("millrace_compare", "string", ["string"], [text])),
  };

  const fetchBytes = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const total = Number(response.headers.get("content-length")) || 0;
    const reader = response.body.getReader();
    const pieces = [];
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      if (total) progress.value = bytes / total;
      message.textContent = `Loading, ${(bytes / 1048576).toFixed(1)} MiB`;
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  };

  const start = async () => {
    const wasmBinary = await fetchBytes("millrace.wasm");
    window.Module = {
      canvas,
      wasmBinary,
      noInitialRun: true,
      onRuntimeInitialized: () => {
        const isDark = !window.matchMedia("(prefers-color-scheme: light)").matches;
        if (call("millrace_start", "number", ["number"], [isDark ? 1 : 0]) !== 0) {
          fail("WebGL 2 could not be started.");
          return;
        }
        loading.remove();
        isReady();
      },
    };
    const script = document.createElement("script");
    script.src = "millrace.js";
    document.body.append(script);
  };
  start().catch((error) => fail(`Could not load: ${error.message}`));

  window.addEventListener("dragover", (event) => event.preventDefault());
  window.addEventListener("drop", async (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) window.millrace.loadScenario(await file.text());
  });
})();
