/** Key presses in; commands out. Keys are bound by position, so any keyboard layout works. */

/** Command by `event.code`: the key's place on the keyboard, not the letter it writes. */
const COMMANDS = /** @type {Record<string, string>} */ ({
  Digit1: "confirm",
  Numpad1: "confirm",
  Digit2: "reject",
  Numpad2: "reject",
  Digit3: "correct",
  Numpad3: "correct",
  Digit4: "unsure",
  Numpad4: "unsure",
  KeyU: "undo",
  KeyJ: "next",
  ArrowRight: "next",
  KeyK: "previous",
  ArrowLeft: "previous",
  KeyN: "next_open",
  KeyM: "mark",
  KeyE: "evidence",
});
const SWITCH = "caselight.keys";

/** @returns {boolean} */
export function keysAreOn() {
  return window.localStorage.getItem(SWITCH) !== "off";
}

/** @param {boolean} on */
export function turnKeys(on) {
  window.localStorage.setItem(SWITCH, on ? "on" : "off");
}

/**
 * Tell whether a key press belongs to what has the focus.
 * @param {EventTarget|null} target
 * @returns {boolean}
 */
function writesText(target) {
  const element = /** @type {HTMLElement|null} */ (target instanceof HTMLElement ? target : null);
  return !!element?.closest("input, textarea, select, [contenteditable], dialog");
}

/**
 * Tell whether arrow keys move something else where the focus is.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
function movesWithin(event) {
  const element = event.target instanceof HTMLElement ? event.target : null;
  return event.code.startsWith("Arrow") && !!element?.closest("[role=tablist], [role=slider]");
}

/**
 * Call `run` with the command of each key press that is one.
 * @param {(command: string) => void} run
 */
export function listen(run) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (writesText(event.target) || movesWithin(event)) return;
    const command = event.key === "?" ? "help" : COMMANDS[event.code];
    if (!command || (command !== "help" && !keysAreOn())) return;
    event.preventDefault();
    run(command);
  });
}
