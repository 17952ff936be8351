/**
 * Two rows that are one event: which one stays, and what becomes of what the other says.
 */
import { dayOf } from '../calendar.js';
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { mergeParts, mergePlan } from './merging.js';
import { columnWords, rowWords } from './table_words.js';

const MOST = 30; // events offered at once

/**
 * @param {import('./desk.js').Desk} desk
 * @param {HTMLElement} host where the dialog is put
 * @param {string} from key of the event that goes
 */
export function openMerge(desk, host, from) {
  const { cells } = desk.edits.row('events', from);
  const title = rowWords('events', cells, 'event_id');
  const found = element('div', { class: 'merge-choice', role: 'radiogroup', 'aria-label': gettext('The event that stays') });
  const plan = element('div', { class: 'merge-plan', role: 'status' });
  const keeps = element('input', { type: 'checkbox', checked: true });
  const merge = element('button', { type: 'button', class: 'plain main', disabled: true }, gettext('Merge'));
  let into = null;
  const choose = (key) => {
    into = key;
    merge.disabled = false;
    plan.replaceChildren(...planWords(desk, mergePlan(desk.edits, from, key), keeps));
  };
  const search = element('input', { type: 'search', autocomplete: 'off', oninput: () => list() });
  const list = () => found.replaceChildren(...offered(desk, from, search.value).map((row) => offer(row, row.key === into, choose)));
  merge.addEventListener('click', () => {
    dialog.close();
    desk.change(mergeParts(desk.edits, from, into, keeps.checked));
    desk.choose({ table: 'events', key: into });
  });
  list();
  const dialog = openDialog(host, gettext('Merge “{title}” into another event', { title }),
    element('p', {}, gettext('Its claims become those of the event that stays, whose empty columns are filled. It can be undone.')),
    element('label', { class: 'dialog-part search' }, element('span', {}, gettext('Search the events')), search), found, plan,
    element('div', { class: 'dialog-part' }, merge));
  dialog.classList.add('merge-dialog');
}

/** The first day written in a date, else its year's; as a number to compare. */
function dayIn(date = '') {
  const [, year, month, day] = /(\d{4})(?:-(0\d|1[0-2]))?(?:-(\d\d))?/.exec(date) ?? [];
  return year ? dayOf(`${year}-${month ?? '01'}-${day ?? '01'}`) : NaN;
}

/** Events with these words, those of the nearest days first. */
function offered(desk, from, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const own = dayIn(desk.edits.row('events', from).cells.date);
  const distance = ({ cells }) => {
    const days = Math.abs(dayIn(cells.date) - own);
    return Number.isNaN(days) ? Infinity : days;
  };
  return desk.edits.standing('events')
    .filter(({ key, cells }) => key !== from && cells.event_id && words.every((word) => `${cells.title} ${cells.date} ${cells.event_id}`.toLowerCase().includes(word)))
    .map((row, place) => ({ row, rank: distance(row), place }))
    .sort((one, other) => (one.rank === other.rank ? one.place - other.place : one.rank - other.rank)).slice(0, MOST).map(({ row }) => row);
}

function offer({ key, cells }, isChosen, choose) {
  return element('label', { class: 'choice' },
    element('input', { type: 'radio', name: 'merge-into', checked: isChosen, onchange: () => choose(key) }),
    element('span', {}, rowWords('events', cells, 'event_id'), element('span', { class: 'muted' }, ` ${cells.date ?? ''}`)));
}

function planWords(desk, { filled, lost, claims, placeClaim }, keeps) {
  const columns = filled.map((name) => columnWords('events', name)).join(', ');
  return [
    element('p', {}, ngettext('{count} claim moves.', '{count} claims move.', claims)),
    filled.length > 0 && element('p', {}, gettext('Filled from it: {columns}.', { columns })),
    lost.length > 0 && element('p', {}, gettext('Where both say something, the event that stays keeps its own:')),
    lost.length > 0 && element('table', { class: 'before-after' },
      element('thead', {}, element('tr', {}, ...[gettext('Column'), gettext('Goes'), gettext('Stays')].map((words) => element('th', { scope: 'col' }, words)))),
      element('tbody', {}, ...lost.map(({ column, from, into }) => element('tr', {},
        element('th', { scope: 'row' }, columnWords('events', column)), element('td', {}, element('del', {}, from)), element('td', {}, into || '–'))))),
    placeClaim && element('label', { class: 'choice' }, keeps, gettext('Keep its place as a claim: {speaker} told of {place}', { speaker: placeClaim.speaker, place: placeName(desk, placeClaim.value) })),
  ].filter(Boolean);
}

function placeName(desk, id) {
  const place = desk.rowWithId('places', id);
  return place ? rowWords('places', desk.edits.row('places', place.key).cells, 'place_id') : id;
}
