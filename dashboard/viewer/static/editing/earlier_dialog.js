/**
 * Versions of the case's files from before each save, and the way back to one.
 */
import { dayWords } from '../calendar.js';
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { earlierVersions } from './case_tables.js';

const DAY = 86_400_000; // milliseconds
const MINUTE = 60_000;

/** An instant in the reader's own time. */
function whenWords(instant) {
  const date = new Date(instant);
  const here = date.getTime() - date.getTimezoneOffset() * MINUTE;
  const within = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
  return gettext('{day}, {within}', { day: dayWords(Math.floor(here / DAY)), within });
}

/**
 * @param {import('./desk.js').Desk} desk
 * @param {HTMLElement} host
 */
export async function openEarlier(desk, host) {
  const list = element('div', { class: 'dialog-part earlier', role: 'status' }, gettext('Reading…'));
  const dialog = openDialog(host, gettext('Earlier versions'),
    element('p', {}, gettext('Before each save the files that it changes are kept. To bring a version back replaces the files of today, which are kept, too.')),
    desk.edits.count > 0 && element('p', { class: 'notice' }, gettext('Save or undo what you changed before an earlier version is brought back.')), list);
  try {
    const { earlier } = await earlierVersions();
    if (earlier.length === 0) list.replaceChildren(element('p', { class: 'muted' }, gettext('None yet: nothing was saved from this page.')));
    else list.replaceChildren(element('ul', { class: 'earlier-list' }, ...earlier.map((version) => entry(desk, dialog, version))));
  } catch (error) {
    list.replaceChildren(element('p', { role: 'alert' }, error.message));
  }
}

function entry(desk, dialog, { id, saved, files }) {
  const when = whenWords(saved);
  const restore = () => {
    dialog.close();
    desk.restore(id);
  };
  return element('li', { data: { testid: 'earlier' } },
    element('span', {}, element('b', {}, when), element('span', { class: 'muted' }, ` ${files.join(', ')}`)),
    element('button', { type: 'button', class: 'plain', disabled: desk.edits.count > 0, 'aria-label': gettext('Bring back the version of {when}', { when }), onclick: restore }, gettext('Bring back')));
}
