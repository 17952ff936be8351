/**
 * Two rows that are one event: which one stays, and what becomes of what the other says.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { eventChoice } from './event_choice.js';
import { mergeParts, mergePlan } from './merging.js';
import { columnWords, rowWords } from './table_words.js';

/**
 * @param {import('./desk.js').Desk} desk
 * @param {HTMLElement} host where the dialog is put
 * @param {string} from key of the event that goes
 */
export function openMerge(desk, host, from) {
  const { cells } = desk.edits.row('events', from);
  const title = rowWords('events', cells, 'event_id');
  const plan = element('div', { class: 'merge-plan', role: 'status' });
  const keeps = element('input', { type: 'checkbox', checked: true });
  const merge = element('button', { type: 'button', class: 'plain main', disabled: true }, gettext('Merge'));
  let into = null;
  const choose = (key) => {
    into = key;
    merge.disabled = false;
    plan.replaceChildren(...planWords(desk, mergePlan(desk.edits, from, key), keeps));
  };
  merge.addEventListener('click', () => {
    dialog.close();
    desk.change(mergeParts(desk.edits, from, into, keeps.checked));
    desk.choose({ table: 'events', key: into });
  });
  const dialog = openDialog(host, gettext('Merge “{title}” into another event', { title }),
    element('p', {}, gettext('Its claims become those of the event that stays, whose empty columns are filled. It can be undone.')),
    eventChoice(desk, from, gettext('The event that stays'), choose), plan,
    element('div', { class: 'dialog-part' }, merge));
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
