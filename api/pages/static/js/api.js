/** Paths of the JSON interface in; parsed answers out, or an `ApiError` that a person can read. */

import { LANGUAGE } from "./words.js";

const BASE = "/api/v1";

/** A refusal by the service: an RFC 9457 problem. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 when the service could not be reached
   * @param {Record<string, any>} problem
   */
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** @returns {string} */
function csrf() {
  return document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
}

/**
 * Ask the service.
 * @param {string} method
 * @param {string} path below `/api/v1`
 * @param {{body?: any, query?: Record<string, any>, headers?: Record<string, string>}} [options]
 * @returns {Promise<any>} the parsed JSON, or null for an empty answer
 * @throws {ApiError}
 */
export async function call(method, path, { body, query = {}, headers = {} } = {}) {
  /** @type {Record<string, string>} */
  const sent = { Accept: "application/json", "Accept-Language": LANGUAGE, ...headers };
  if (method !== "GET") sent["X-CSRF-Token"] = csrf();
  let payload = body;
  if (body !== undefined && !(body instanceof FormData)) {
    sent["Content-Type"] = "application/json";
    payload = JSON.stringify(body);
  }
  const init = { method, headers: sent, body: payload, credentials: /** @type {const} */ ("same-origin") };
  const answer = await fetch(url(path, query), init).catch((error) => {
    throw new ApiError(0, { title: "offline", detail: String(error) });
  });
  if (answer.status === 401) window.location.assign(signInAgain());
  if (!answer.ok) throw new ApiError(answer.status, await problemOf(answer));
  if (answer.status === 204) return null;
  return answer.json();
}

/** @returns {string} */
function signInAgain() {
  const here = window.location.pathname + window.location.search + window.location.hash;
  return `/login?next=${encodeURIComponent(here)}`;
}

/**
 * @param {Response} answer
 * @returns {Promise<Record<string, any>>}
 */
async function problemOf(answer) {
  return answer.json().catch(() => ({ title: answer.statusText, status: answer.status }));
}

/**
 * Build an address below `/api/v1`; empty values are left out.
 * @param {string} path
 * @param {Record<string, any>} [query]
 * @returns {string}
 */
export function url(path, query = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(key, String(value));
  }
  const tail = search.toString();
  return `${BASE}${path}${tail ? `?${tail}` : ""}`;
}

export const get = (/** @type {string} */ path, /** @type {Record<string, any>} */ query = {}) =>
  call("GET", path, { query });

export const post = (/** @type {string} */ path, /** @type {any} */ body, /** @type {any} */ headers = {}) =>
  call("POST", path, { body, headers });

/**
 * Read a list to its end, page by page.
 * @param {string} path
 * @param {Record<string, any>} [query]
 * @returns {Promise<any[]>}
 */
export async function all(path, query = {}) {
  const rows = [];
  let cursor = null;
  do {
    const part = await get(path, { ...query, cursor });
    rows.push(...part.items);
    cursor = part.next_cursor ?? null;
  } while (cursor);
  return rows;
}
