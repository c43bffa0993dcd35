/** Tags, properties and children in; DOM elements out. Nothing here ever parses HTML. */

/**
 * Build an element. `on…` functions become listeners, `data` and `aria` objects become
 * attributes; `null`, `undefined` and `false` are left out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|number|null|undefined|false|Array<any>)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProperty(element, name, value);
  append(element, children);
  return element;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {any} value
 */
function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (name === "data") Object.assign(/** @type {HTMLElement} */ (element).dataset, value);
  else if (name === "aria") {
    for (const [key, text] of Object.entries(value)) {
      if (text !== null && text !== undefined) element.setAttribute(`aria-${key}`, String(text));
    }
  } else if (name === "class") element.className = value;
  else if (name === "place") placeOnPage(/** @type {HTMLElement} */ (element), value);
  else if (value === true) element.setAttribute(name, "");
  else element.setAttribute(name, String(value));
}

/**
 * Set geometry through the style object, which a strict content policy allows.
 * @param {HTMLElement} element
 * @param {Record<string, string>} style
 */
function placeOnPage(element, style) {
  for (const [key, value] of Object.entries(style)) element.style.setProperty(key, value);
}

/**
 * @param {Element} element
 * @param {Array<any>} children
 */
function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Replace all children of an element.
 * @param {Element} element
 * @param {...any} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Find one element that must be there.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {any}
 */
export function must(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

// Long enough to read a sentence twice; an error stays until something else is said.
const SHOWN_FOR = 7000;
let fading = 0;

/**
 * Say something to screen readers, and in the status line at the foot of the page.
 * @param {string} message
 * @param {"info"|"error"} [tone]
 */
export function announce(message, tone = "info") {
  const line = must("#status");
  window.clearTimeout(fading);
  line.dataset.tone = tone;
  line.textContent = "";
  // A changed text node, not a changed attribute, makes a live region speak.
  window.setTimeout(() => {
    line.textContent = message;
  }, 30);
  if (tone === "info") fading = window.setTimeout(() => (line.textContent = ""), SHOWN_FOR);
}
