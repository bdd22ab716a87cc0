// web/site/loading.js — gets the program: from files beside the page with a progress bar, or from the page itself where it
// is one file; says what is missing where it cannot run. Leaves `millraceLoading` for the other scripts.
"use strict";
const millraceLoading = (() => {
  const box = document.getElementById("loading");
  const text = document.getElementById("loading-text");
  const progress = document.getElementById("loading-progress");

  /** What stands instead of the workbench, and where to turn. */
  const fail = (message) => {
    box.hidden = false;
    text.textContent = message;
    progress.hidden = true;
    box.setAttribute("role", "alert");
  };

  /** A document instead of the workbench, below the reason. */
  const showReport = (reason, document_) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { title: "Report of the comparison", srcdoc: document_ });
    frame.setAttribute("sandbox", "");
    fail(reason);
    box.classList.add("has-report");
    box.append(frame);
  };
  const hasReport = () => box.classList.contains("has-report");

  /** The first thing this browser lacks, as a sentence; "" when it has all. */
  const missing = () => {
    if (typeof WebAssembly !== "object") {
      return "This browser has no WebAssembly, or it is switched off. Millrace is a WebAssembly program.\n" +
        "Any browser since 2021 has it; some switch it off in their strictest security setting.";
    }
    // One simd128 instruction: what the program is compiled with.
    const simd = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
      253, 98, 11]);
    if (!WebAssembly.validate(simd)) {
      return "This browser's WebAssembly has no SIMD. Millrace needs Chrome 91, Firefox 89, Safari 16.4 or later.";
    }
    return "";
  };

  const hasWebGl = () => {
    const probe = document.createElement("canvas").getContext("webgl2");
    if (probe) probe.getExtension("WEBGL_lose_context")?.loseContext();
    return probe !== null;
  };

  const mebibytes = (bytes) => (bytes / 1048576).toFixed(1);

  /** Bytes of several files at once; the bar shows their sum. Lengths are known from the build: a server that compresses
      sends another one. */
  const fetchAll = async (files, isSilent) => {
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    let got = 0;
    return Promise.all(files.map(async (file) => {
      const response = await fetch(file.url);
      if (!response.ok) throw new Error(`${file.url}: the server says ${response.status}`);
      const reader = response.body.getReader();
      const pieces = [];
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        pieces.push(value);
        got += value.length;
        if (isSilent) continue;
        progress.value = Math.min(1, got / total);
        text.textContent = `Loading, ${mebibytes(got)} of ${mebibytes(total)} MiB`;
      }
      return new Blob(pieces).arrayBuffer();
    }));
  };

  /** Text in base64, gzipped where this browser can unpack it (all since 2023), plain otherwise. */
  const embedded = async (id) => {
    const element = document.getElementById(id);
    const packed = Uint8Array.from(atob(element.textContent.trim()), (letter) => letter.charCodeAt(0));
    element.remove();
    if (element.dataset.packing !== "gzip") return packed.buffer;
    if (typeof DecompressionStream !== "function") {
      throw new Error("this browser cannot unpack the page (DecompressionStream is missing: Chrome 80, Firefox 113, Safari 16.4)");
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  /** Names of the files of both programs, with their bytes. */
  const programs = JSON.parse(box.dataset.programs);

  /** The program to begin with. */
  const kind = () => programs.threads && millraceThreads.isPossible() ? "threads" : "single";

  /** A program as bytes: {script, wasm}, and with threads {worker}, the script of each. */
  const get = async (which, { isSilent = false } = {}) => {
    if (document.getElementById("embedded-wasm")) {
      text.textContent = "Unpacking…";
      const [script, wasm] = await Promise.all([embedded("embedded-script"), embedded("embedded-wasm")]);
      return { script, wasm };
    }
    const files = Object.entries(programs[which]).map(([url, bytes]) => ({ url, bytes }));
    const [script, wasm, worker] = await fetchAll(files, isSilent);
    return { script, wasm, worker };
  };

  /** The recordings of bundled scenarios, after the program: few visitors play them. [[name, bytes], …] */
  const recordings = () => Promise.all(JSON.parse(box.dataset.recordings).map(async (name) => {
    if (document.getElementById(name)) return [name, new Uint8Array(await embedded(name))];
    const response = await fetch(name);
    if (!response.ok) throw new Error(`${name}: the server says ${response.status}`);
    return [name, new Uint8Array(await response.arrayBuffer())];
  }));

  return { box, recordings, fail, showReport, hasReport, missing, hasWebGl, kind, get, say: (message) => { text.textContent = message; } };
})();
