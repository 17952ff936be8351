/**
 * A worksheet of the case to print: two pages that fit A4 and Letter. It is shown over the page; printing prints
 * it alone (page.css). On the second clock it holds what had been told by the moment.
 */
import { TOLD } from '../clocks.js';
import { dress, element } from '../dom.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { momentWords, stepAt } from '../told.js';
import { gettext, ngettext } from '../words.js';
import { questionsOf } from './questions.js';
import { rowElements, statementsOf } from './worksheet_rows.js';

const PAGE = document.documentElement;
const SIZES = [10, 9.5, 9, 8.5, 8, 7.5, 7]; // points, the largest that fits is taken
const INK = '#1f2328';

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement | null} opener has the focus again once the worksheet is closed
 */
export async function openWorksheet(reader, opener) {
  const definitions = inked(await symbolDefinitions);
  const sheet = sheetOf(reader, definitions);
  const host = element('div', { class: 'whenabouts-worksheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': gettext('Worksheet'), data: { testid: 'worksheet' } });
  const others = [...document.body.children].filter((other) => !other.inert);
  const listening = new AbortController();
  const close = () => {
    listening.abort();
    host.remove();
    delete PAGE.dataset.whenabouts;
    for (const other of others) other.inert = false;
    opener?.focus();
  };
  const print = element('button', { type: 'button', class: 'plain', onclick: () => window.print() }, gettext('Print'));
  const bar = element('div', { class: 'bar' }, print, element('button', { type: 'button', class: 'plain', onclick: close }, gettext('Close')));
  addEventListener('keydown', (event) => event.key === 'Escape' && close(), { signal: listening.signal });
  PAGE.dataset.whenabouts = 'worksheet';
  for (const other of others) other.inert = true;
  document.body.append(host);
  const root = element('div', { class: 'sheet', lang: document.documentElement.lang }, bar, ...sheet);
  await dress(host.attachShadow({ mode: 'open' }), root, 'present/worksheet.css');
  sheet.forEach(fit);
  print.focus();
}

/** The marks in one ink. */
function inked({ standings, ...rest }) {
  const inInk = Object.entries(standings).map(([id, symbol]) => [id, { ...symbol, light: INK }]);
  return { ...rest, standings: Object.fromEntries(inInk) };
}

function sheetOf(reader, definitions) {
  const { data, order } = reader;
  const statements = statementsOf(data, order);
  const questions = questionsOf(data, order);
  return [firstPage(reader, statements), secondPage(reader, statements, questions, definitions)];
}

function firstPage(reader, statements) {
  const { data } = reader;
  const by = reader.clock === TOLD ? gettext('As told by {moment}.', { moment: momentWords(data.stops, reader.moment) }) : '';
  const heads = ['', gettext('Event'), gettext('Who: stance. The claim'), gettext('Did it happen?')].map((words) => element('th', { scope: 'col' }, words));
  return element('section', { class: 'page' },
    element('header', {}, element('h1', {}, data.about.title), element('p', { class: 'name' }, gettext('Name:'))),
    element('p', {}, gettext('The first clock tells when something happened; the second tells when somebody told of it.'), ' ',
      gettext('What happened on one day may be told weeks or years later, and each new statement can make the ones before look different.'), ' ', by),
    element('p', { class: 'task' }, gettext('Read down the statements in the order in which they were told. After each, mark what you would have said on that day.')),
    element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rowElements(data, statements))),
    element('p', { class: 'left-out' }));
}

function secondPage(reader, statements, questions, definitions) {
  const { data, order } = reader;
  const legend = data.standings.filter((_, index) => index !== data.notYetTold && index !== data.covered).map(({ id, label, meaning }) =>
    element('li', {}, symbolElement(definitions, id, { dark: false }), element('span', {}, element('b', {}, label), ` ${meaning}`)));
  const asked = questions.map(({ ask }) => element('li', {}, ask, element('span', { class: 'lines' })));
  return element('section', { class: 'page' },
    element('h2', {}, gettext('The symbols on the map')), element('ul', { class: 'legend' }, ...legend),
    element('h2', {}, gettext('Questions')), element('ol', { class: 'questions' }, ...asked),
    !reader.cover.classMode && key(data, statements, questions, order),
    element('p', { class: 'foot' }, about(data)));
}

/** The answers as told by `order`, small and upside down at the foot; pupils who are in class mode get none. */
function key(data, statements, questions, order) {
  const standings = statements.flatMap(({ stop, rows }) => rows.map(({ event }) => {
    const step = stepAt(event, Math.min(stop.order, order));
    return data.standings[step === -1 ? data.notYetTold : event.history[step][1]].label;
  }));
  return element('div', { class: 'key' },
    element('p', {}, element('b', {}, gettext('Standings by then:')), ` ${standings.map((label, index) => `${index + 1} ${label}`).join(' · ')}`),
    element('p', {}, element('b', {}, gettext('Answers:')), ` ${questions.map(({ answer }, index) => answer && `${index + 1}. ${answer}`).filter(Boolean).join(' ')}`));
}

const about = (data) => gettext('{title}, version {version}. Made with Whenabouts from {count} sources. “Confirmed” means that an official with a part in it says so; nothing here was checked by us.',
  { title: data.about.title, version: data.version, count: data.counts.sources });

/** Takes the largest type that fits; where none does, the last rows are left out, and the page says so. */
function fit(page) {
  const isFull = () => page.scrollHeight > page.clientHeight + 1;
  for (const size of SIZES) {
    page.style.fontSize = `${size}pt`;
    if (!isFull()) return;
  }
  const rows = [...page.querySelectorAll('tbody tr, .questions li')];
  const note = page.querySelector('.left-out');
  let left = 0;
  while (isFull() && rows.length) {
    const last = rows.pop();
    last.remove();
    if (last.matches('.row')) left += 1;
    if (note && left) note.textContent = ngettext('{count} more row has no room here.', '{count} more rows have no room here.', left);
  }
}
