/**
 * One event chosen among the others, those of the nearest days first.
 */
import { dayOf } from '../calendar.js';
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { rowWords } from './table_words.js';

const MOST = 30; // events offered at once

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
    element('input', { type: 'radio', name: 'event-choice', checked: isChosen, onchange: () => choose(key) }),
    element('span', {}, rowWords('events', cells, 'event_id'), element('span', { class: 'muted' }, ` ${cells.date ?? ''}`)));
}

/**
 * @param {import('./desk.js').Desk} desk
 * @param {string} from key of the event that is not offered
 * @param {string} label what the choice is called
 * @param {(key: string) => void} choose
 * @returns {HTMLElement}
 */
export function eventChoice(desk, from, label, choose) {
  const found = element('div', { class: 'event-choice', role: 'radiogroup', 'aria-label': label });
  const search = element('input', { type: 'search', autocomplete: 'off', oninput: () => list() });
  let chosen = null;
  const take = (key) => {
    chosen = key;
    choose(key);
  };
  const list = () => found.replaceChildren(...offered(desk, from, search.value).map((row) => offer(row, row.key === chosen, take)));
  list();
  return element('div', { class: 'dialog-part' }, element('label', { class: 'event-search' }, element('span', {}, gettext('Search the events')), search), found);
}
