// web/site/page_input.js — what a canvas does not get by itself: fingers, the clipboard, dropped files, a real text field
// for phones' keyboards, notes. Starts with millraceInput.listen().
"use strict";
const millraceInput = (() => {
  const canvas = document.getElementById("canvas");
  const notes = document.getElementById("notes");
  const entry = document.getElementById("entry");
  const entryText = document.getElementById("entry-text");
  const file = document.getElementById("file");
  const hint = document.getElementById("drop-hint");
  const ask = millraceProgram.ask;
  let lastPointer = "mouse";

  /** A note over the page, for some seconds; a problem stays twice as long. */
  const note = (text, { isProblem = false, more = null, seconds = isProblem ? 12 : 6 } = {}) => {
    const element = document.createElement("div");
    element.textContent = text;
    if (isProblem) element.className = "is-problem";
    if (more) element.append(more);
    notes.append(element);
    while (notes.children.length > 3) notes.firstChild.remove();
    if (seconds > 0) setTimeout(() => element.remove(), seconds * 1000);
    return element;
  };

  // ---- clipboard -----------------------------------------------------------------------------------------------------
  /** Copies, or shows the text where the browser forbids it (no https, no click before). */
  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
      if (said) note(said);
    } catch {
      const field = document.createElement("textarea");
      field.readOnly = true;
      field.rows = 3;
      field.value = text;
      const element = note("This browser lets no page copy by itself. Press Ctrl+C, then Escape:", { more: field, seconds: 0 });
      field.addEventListener("keydown", (event) => { if (event.key === "Escape") { element.remove(); canvas.focus(); } });
      field.addEventListener("copy", () => setTimeout(() => { element.remove(); canvas.focus(); }));
      field.focus();
      field.select();
    }
  };

  // What SDL must not see, as it keeps from the browser what it sees. Ctrl+V: the paste event that follows brings the text,
  // and the key with it. Reload, full screen, developer tools, tabs and windows are the browser's. F6 leaves the picture,
  // as it goes from pane to pane elsewhere: Tab walks through the picture itself.
  const kBrowserKeys = ["F5", "F11", "F12"];
  const kBrowserLetters = ["v", "r", "t", "n", "w", "l"];
  const onKey = (event) => {
    if (event.target !== canvas) return;
    const hasControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (event.key === "F6") {
      event.preventDefault();
      document.querySelector(".skip").focus();
    } else if (!kBrowserKeys.includes(event.key) && !(hasControl && kBrowserLetters.includes(event.key.toLowerCase()))) {
      return;
    }
    event.stopImmediatePropagation();
  };
  const onPaste = (event) => {
    if (document.activeElement !== canvas) return;
    const text = event.clipboardData?.getData("text/plain");
    if (text) ask({ do: "paste", text: text.replaceAll("\r\n", "\n") });
    event.preventDefault();
  };

  // ---- fingers -------------------------------------------------------------------------------------------------------
  // One finger: a tap clicks, a drag drags (a chart pans) or scrolls where nothing takes it, a long press hovers. Two: a
  // pinch zooms at its middle.
  const kStillPixels = 8;
  const kLongPressMs = 450;
  const kPixelsAStep = 75;
  const fingers = new Map();
  let gesture = null;  // {kind: "wait" | "drag" | "scroll" | "hover" | "pinch", …}

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = () => {
    const [a, b] = [...fingers.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
  };

  const startWaiting = (at) => {
    gesture = { kind: "wait", start: at, last: at };
    gesture.timer = setTimeout(() => { if (gesture?.kind === "wait") gesture.kind = "hover"; }, kLongPressMs);
    ask({ do: "pointer", ...at });
  };
  const onFingerDown = (event) => {
    if (event.pointerType !== "touch") { lastPointer = "mouse"; return; }
    lastPointer = "touch";
    event.preventDefault();
    canvas.focus();
    fingers.set(event.pointerId, place(event));
    if (fingers.size === 1) {
      startWaiting(place(event));
    } else if (fingers.size === 2) {
      clearTimeout(gesture?.timer);
      if (gesture?.kind === "drag") ask({ do: "pointer", down: false });
      gesture = { kind: "pinch", last: middle() };
    }
  };
  const onFingerMove = (event) => {
    if (!fingers.has(event.pointerId)) return;
    event.preventDefault();
    const at = place(event);
    fingers.set(event.pointerId, at);
    if (!gesture) return;
    if (gesture.kind === "pinch") {
      const now = middle();
      if (now.apart > 10 && gesture.last.apart > 10) {
        ask({ do: "pointer", x: now.x, y: now.y, wheel_y: Math.log2(now.apart / gesture.last.apart) * 4 });
      }
      gesture.last = now;
    } else if (gesture.kind === "wait") {
      if (Math.hypot(at.x - gesture.start.x, at.y - gesture.start.y) < kStillPixels) return;
      clearTimeout(gesture.timer);
      ask({ do: "pointer", ...gesture.start, down: true });
      gesture.kind = "drag";
      gesture.last = at;
      ask({ do: "pointer", ...at });
    } else {
      if (gesture.kind === "drag") {
        // Nothing took hold of the press: the finger moves what lies beneath it.
        gesture.moves = (gesture.moves || 0) + 1;
        if (gesture.moves > 2 && !ask({ do: "pointer" }).has_item) {
          ask({ do: "pointer", down: false });
          gesture.kind = "scroll";
        }
      }
      if (gesture.kind === "scroll") {
        ask({ do: "pointer", wheel_x: (at.x - gesture.last.x) / kPixelsAStep, wheel_y: (at.y - gesture.last.y) / kPixelsAStep });
      } else {
        ask({ do: "pointer", ...at });
      }
      gesture.last = at;
    }
  };
  const onFingerUp = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    event.preventDefault();
    if (!gesture) return;
    clearTimeout(gesture.timer);
    if (gesture.kind === "wait" && event.type === "pointerup") {
      ask({ do: "pointer", ...gesture.start, down: true });
      ask({ do: "pointer", down: false });
    } else if (gesture.kind === "drag") {
      ask({ do: "pointer", down: false });
    }
    if (gesture.kind === "drag" || gesture.kind === "scroll") ask({ do: "pointer", leave: true });
    if (fingers.size === 0) gesture = null;
  };
  const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };

  // ---- the text field of phones --------------------------------------------------------------------------------------
  const editText = ({ text, is_multiline: isMultiline }) => {
    if (lastPointer !== "touch" || !entry.hidden) return;
    entry.classList.toggle("is-line", !isMultiline);
    entryText.value = text;
    entry.dataset.isLine = isMultiline ? "" : "1";
    entry.hidden = false;
    entryText.focus();
    if (!isMultiline) entryText.select();
  };
  const closeEntry = () => {
    entry.hidden = true;
    canvas.focus();
  };
  const onEntryDone = (event) => {
    event.preventDefault();
    const isLine = entry.dataset.isLine === "1";
    const text = isLine ? entryText.value.replaceAll(/\s*\n\s*/g, " ") : entryText.value;
    closeEntry();
    ask({ do: "type_text", text, enter: isLine });
  };

  // ---- files ---------------------------------------------------------------------------------------------------------
  const openFile = async (blob) => {
    const answer = window.millrace.open(blob.name, await blob.arrayBuffer());
    if (answer.error) {
      const first = answer.problems?.find((problem) => problem.severity === "error");
      note(first ? first.text : `${blob.name}: ${answer.error.message}`, { isProblem: true });
    } else {
      note(answer.summary || `${blob.name} plays now.`);
    }
    canvas.focus();
  };
  const chooseFile = () => file.click();

  const listen = () => {
    window.addEventListener("keydown", onKey, true);
    document.addEventListener("paste", onPaste);
    canvas.addEventListener("pointerdown", onFingerDown);
    canvas.addEventListener("pointermove", onFingerMove);
    canvas.addEventListener("pointerup", onFingerUp);
    canvas.addEventListener("pointercancel", onFingerUp);
    for (const name of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
      canvas.addEventListener(name, swallow, { capture: true, passive: false });
    }
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("mousedown", () => { lastPointer = "mouse"; canvas.focus(); });
    entry.addEventListener("submit", onEntryDone);
    document.getElementById("entry-cancel").addEventListener("click", closeEntry);
    file.addEventListener("change", () => { if (file.files[0]) openFile(file.files[0]); file.value = ""; });
    window.addEventListener("dragover", (event) => { event.preventDefault(); hint.hidden = false; });
    window.addEventListener("dragleave", (event) => { if (!event.relatedTarget) hint.hidden = true; });
    window.addEventListener("drop", (event) => {
      event.preventDefault();
      hint.hidden = true;
      for (const dropped of event.dataTransfer.files) openFile(dropped);
    });
  };
  return { listen, note, copy, editText, chooseFile };
})();
