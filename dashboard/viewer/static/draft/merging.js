/**
 * The dialog in which a proposal is said to be the same event as another: one of the case, or of this draft.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { eventsIn, matchesOf } from './matches.js';

const MOST = 8;

/** What speaks for a match, in words. */
function whyWords({ byDay, byPlace, byWords }) {
  const why = [byDay && gettext('same days'), byPlace && gettext('same place'), byWords && gettext('words in common')].filter(Boolean);
  return why.join(' · ');
}

/**
 * @param {HTMLElement} host
 * @param {import('./work.js').DraftWork} work
 * @param {string} id of the card
 * @param {import('./saving.js').Saving} saving has the case's tables, or will
 */
export function openMerging(host, work, id, saving) {
  const card = work.card(id);
  const described = { title: card.title, words: card.says, date: card.date, place: card.place };
  const others = work.cards.filter((other) => other.id !== id && other.decision !== 'dropped' && !other.merged)
    .map((other) => ({ key: other.id, title: other.title, words: other.says, date: other.date, place: other.place, isAccepted: other.decision === 'accepted' }));
  const choose = (merged) => () => {
    dialog.close();
    work.merge(id, merged);
  };
  const line = (match, merged) => element('li', {}, element('button', { type: 'button', class: 'match', onclick: choose(merged) },
    element('b', {}, match.title), element('span', { class: 'muted' }, [match.isAccepted && gettext('Accepted'), match.date, match.place?.name, whyWords(match)].filter(Boolean).join(' · '))));
  const lists = element('div', { class: 'match-lists' });
  const list = (heading, found, merged, none) => element('section', { class: 'dialog-part' }, element('h3', {}, heading),
    found.length ? element('ul', { class: 'matches' }, ...found.slice(0, MOST).map((match) => line(match, merged(match)))) : element('p', { class: 'muted' }, none),
    found.length > MOST && element('p', { class: 'muted' }, ngettext('{count} more: search for words of its title', '{count} more: search for words of their titles', found.length - MOST)));
  const show = () => {
    const events = saving.tables ? eventsIn(saving.tables.tables) : [];
    const inCase = matchesOf(described, events, field.value);
    const fitting = matchesOf(described, others, field.value);
    const here = [...fitting.filter(({ isAccepted }) => isAccepted), ...fitting.filter(({ isAccepted }) => !isAccepted)];
    lists.replaceChildren(
      list(gettext('Events of the case'), inCase, ({ key }) => ({ event: key }), noneWords(saving, events)),
      list(gettext('Other proposals of this article'), here, ({ key }) => ({ card: key }), gettext('None fits: search for one.')));
  };
  const field = element('input', { type: 'search', autocomplete: 'off', maxLength: 200, oninput: show });
  const dialog = openDialog(host, gettext('The same event as…'), element('p', {}, card.title),
    element('label', { class: 'field' }, element('span', { class: 'label' }, gettext('Search by words')), field), lists);
  show();
  if (!saving.tables) saving.ready.then(show);
}

function noneWords({ tables, trouble }, events) {
  if (!tables) return trouble || gettext('Reading the case’s events…');
  return events.length ? gettext('None fits by place, day or words: search for one.') : gettext('The case has no event yet.');
}
