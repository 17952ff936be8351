/**
 * What of the address that opened the page could not be used as it stood. The server alone knows the rules, and
 * what the case has; the page says it.
 */
import { ownQuery } from './address_bar.js';
import { fetchAnswer } from './answers.js';
import { element } from './dom.js';
import { gettext, ngettext } from './words.js';

const MOST_TOLD = 5;
const MOST_CHARACTERS = 60;

/**
 * @param {string} base where the case's data lies
 * @param {string} search the address's query
 * @returns {Promise<{query: string, as_asked: boolean, ignored: {name: string, value: string, reason: string}[]}>}
 */
export function checkedPermalink(base, search) {
  return fetchAnswer(`${base}permalink.json?${ownQuery(search)}`);
}

const shortened = (text) => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);

/** @returns {string} in one sentence what was not used; hostile text is only text */
function unusedWords(unused) {
  const parts = unused.slice(0, MOST_TOLD)
    .map(({ name, value, reason }) => gettext('{name} “{value}” ({reason})', { name: shortened(name), value: shortened(value), reason }));
  const left = unused.length - parts.length;
  if (left) parts.push(ngettext('{count} more', '{count} more', left));
  return gettext('Not used from this link: {parts}.', { parts: parts.join(', ') });
}

/**
 * The line that says what was not used, and a button that takes it away.
 * @param {object} reader the page's reader state
 * @returns {HTMLElement[]} none where everything was used
 */
export function unusedLine(reader) {
  if (!reader.unused.length) return [];
  const dismiss = () => {
    reader.unused = [];
    reader.tell('unused');
  };
  return [
    element('p', { tabIndex: 0 }, unusedWords(reader.unused)),
    element('button', { type: 'button', class: 'plain', 'aria-label': gettext('Dismiss what was not used'), onclick: dismiss }, '×'),
  ];
}
