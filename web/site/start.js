// web/site/start.js — puts the page together: loads, starts, follows the system's settings, links and visibility.
"use strict";
const millraceShare = () => {
  const link = window.millrace.link();
  if (link.error) return millraceInput.note(link.error.message, { isProblem: true });
  history.replaceState(null, "", link.url);
  return millraceInput.copy(link.url, link.recording
    ? `Link copied. It holds the scenario, not the recording ${link.recording}: send that file along.`
    : "Link copied: the whole scenario, the time and the selection stand in it.");
};

(() => {
  const canvas = document.getElementById("canvas");
  const hiddenNote = document.getElementById("hidden-note");
  const dark = window.matchMedia("(prefers-color-scheme: light)");
  const contrast = window.matchMedia("(prefers-contrast: more)");
  const motion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const { ask } = millraceProgram;
  const kSettings = "millrace.settings";

  const look = () => ({ is_dark: !dark.matches, has_high_contrast: contrast.matches, has_reduced_motion: motion.matches });
  const isMac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform ?? "");

  const save = (name, blob) => {
    const url = URL.createObjectURL(blob);
    millraceInput.note(`Saved as ${name}.`);
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  const makeExport = async (order) => {
    const answer = await millraceStudies.study({ do: "export", ...order });
    if (answer.error) millraceInput.note(`${order.name}: ${answer.error.message}`, { isProblem: true });
    else save(order.name, new Blob([answer.text], { type: "text/plain;charset=utf-8" }));
  };

  /** What the program says by itself: web/page/browser.hpp. */
  const onTell = (message) => {
    if (message.changed) {
      window.dispatchEvent(new CustomEvent("millrace:snapshot", { detail: window.millrace.snapshot() }));
    } else if (message.first_frame) {
      performance.measure("millrace:first-data", "millrace:arrived");
    } else if ("copied" in message) {
      millraceInput.copy(message.copied);
    } else if (message.wants_text) {
      millraceInput.editText(message.wants_text);
    } else if (message.wants_link) {
      millraceShare();
    } else if ("wants_threads" in message) {
      millraceThreads.onWanted(message.wants_threads);
    } else if (message.wants_file) {
      millraceInput.chooseFile();
    } else if (message.picture) {
      // In the very task that drew: a WebGL canvas is empty afterwards.
      canvas.toBlob((blob) => save(message.picture, blob), "image/png");
    } else if (message.export) {
      makeExport(message.export);
    } else if ("settings" in message) {
      try { localStorage.setItem(kSettings, message.settings); } catch { /* private windows keep nothing */ }
    }
  };

  const storedSettings = () => {
    try { return localStorage.getItem(kSettings) ?? ""; } catch { return ""; }
  };

  /** The scenario of the address, where it has one. */
  const followLink = () => {
    if (location.hash.startsWith("#s=")) {
      const answer = ask({ do: "open_link", fragment: location.hash });
      if (answer.error) {
        const first = answer.problems?.find((problem) => problem.severity === "error");
        millraceInput.note(first ? first.text : answer.error.message, { isProblem: true });
      } else if (answer.note) {
        millraceInput.note(answer.note);
      }
    } else if (location.hash.startsWith("#scenario=")) {
      const answer = ask({ do: "load_bundled", name: decodeURIComponent(location.hash.slice(10)) });
      if (answer.error) millraceInput.note(answer.error.message, { isProblem: true });
    }
  };

  /** A hidden tab gets no frames: time stands still, and says so. */
  const onVisibility = () => {
    if (document.hidden) {
      hiddenNote.hidden = !ask({ do: "pause" }).was_playing && hiddenNote.hidden;
    }
  };
  hiddenNote.addEventListener("click", () => {
    hiddenNote.hidden = true;
    ask({ do: "play" });
    canvas.focus();
  });

  // Another monitor, another density, without the window's size changing: SDL looks again on `resize`.
  const followDensity = () => {
    window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", () => {
      window.dispatchEvent(new Event("resize"));
      followDensity();
    }, { once: true });
  };

  /** They may come late: a page plays without them, and what waits for one begins when it is there. */
  const keepRecordings = async () => {
    try {
      for (const [name, bytes] of await millraceLoading.recordings()) millraceProgram.keep(name, bytes);
    } catch (error) {
      millraceInput.note(`A recording of the bundled scenarios could not be loaded: ${error.message}`, { isProblem: true });
    }
  };

  const startProgram = async (kind) => {
    const files = await millraceLoading.get(kind);
    performance.mark("millrace:arrived");
    millraceLoading.say("Starting…");
    await millraceProgram.start(files, canvas, onTell);
  };

  /** Where nothing can be drawn: the comparison as a report, of the address's scenario or the first one. */
  const showReport = async () => {
    const why = "This browser has no WebGL 2, or it is switched off: the workbench draws with it.\n" +
      "Look for “hardware acceleration” in the browser's settings.";
    await startProgram("single");
    await keepRecordings();
    followLink();
    millraceLoading.say(`${why}\nWorking out the comparison as a report instead…`);
    const order = ask({ do: "report_order" });
    const answer = order.error ? order : await millraceStudies.study({ do: "export", ...order });
    if (answer.error) throw new Error(`${why}\n${answer.error.message}`);
    millraceLoading.showReport(`${why}\nInstead, the comparison of this page's scenario as a report, just worked out.`, answer.text);
    throw new Error(why);
  };

  const start = async () => {
    const lack = millraceLoading.missing();
    if (lack) throw new Error(lack);
    if (!millraceLoading.hasWebGl()) await showReport();
    const kind = millraceLoading.kind();
    try {
      await startProgram(kind);
    } catch (error) {
      if (kind === "single") throw error;
      console.warn(`The program with threads could not be started (${error.message}); the one without is.`);
      await startProgram("single");
    }
    const answer = ask({ do: "start", ...look(), is_mac: isMac, settings: storedSettings() });
    if (answer.error) throw new Error(answer.error.message);
    const recordings = keepRecordings();
    if (location.hash) await recordings;
    followLink();
    window.addEventListener("hashchange", followLink);
    for (const query of [dark, contrast, motion]) query.addEventListener("change", () => ask({ do: "look", ...look() }));
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("millrace:snapshot", ({ detail }) => {
      if (detail.is_playing) hiddenNote.hidden = true;
      document.title = detail.scenario ? `${detail.scenario} — Millrace` : "Millrace";
    });
    followDensity();
    millraceInput.listen();
    millraceTwin.listen();
    millraceLoading.box.hidden = true;
    if (!document.documentElement.classList.contains("is-text")) canvas.focus();
    millraceThreads.prepare();
    await recordings;
    millraceReadiness.resolve();
  };
  start().catch((error) => {
    if (!millraceLoading.hasReport()) millraceLoading.fail(error.message.includes("\n") ? error.message : `Could not start: ${error.message}`);
    millraceReadiness.reject(error);
  });
})();
