/**
 * The page's own words. English is what is written in the code; other languages come from the catalogue that
 * the server sends (`locale/` in the repository, made by Babel). What a case says is never looked up here.
 */

let catalogue = {};
const numbers = new Intl.NumberFormat('en');

/** @param {Record<string, string | string[]>} messages by their English words; plurals as lists */
export function useCatalogue(messages) {
  catalogue = messages;
}

const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/**
 * @param {string} message English, with `{name}` where a value stands
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function gettext(message, values = {}) {
  return filled(catalogue[message] || message, values);
}

/**
 * Puts elements into a message whose slots are not filled yet.
 * @param {string} pattern as `gettext` gives it
 * @param {Record<string, Node>} nodes by the names of the slots
 * @returns {(Node | string)[]}
 */
export function slotted(pattern, nodes) {
  return pattern.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? nodes[part] : part));
}

/**
 * @param {string} one English for one
 * @param {string} many English for any other number
 * @param {number} count also given to the words, as `{count}`, with separators
 * @param {Record<string, unknown>} [values]
 */
export function ngettext(one, many, count, values = {}) {
  const forms = catalogue[one];
  const pattern = Array.isArray(forms) ? forms[count === 1 ? 0 : 1] : null;
  return filled(pattern || (count === 1 ? one : many), { count: numbers.format(count), ...values });
}
