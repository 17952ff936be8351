/**
 * The selected event: its standing and why, its claims in time, where they differ, and each in its words.
 */
import { element } from '../dom.js';
import { askFirst } from '../present/ask_first.js';
import { momentWords } from '../told.js';
import { gettext, ngettext } from '../words.js';
import { differencesElement, differencesOf } from './differences.js';
import { laneElement } from './lane.js';
import { countWords, statementElement, statementsOf } from './statements.js';

const MOST = 200; // statements listed at once

/**
 * @param {import('./panel.js').SourcePanel} panel
 * @param {object} event as told by the moment shown
 * @returns {(HTMLElement | false)[]}
 */
export function oneEvent(panel, event) {
  const { data } = panel.reader;
  const reading = panel.reading(event);
  const statements = statementsOf(panel.visible(event.claims));
  const reveal = (claim) => panel.reveal(claim);
  return [
    ...head(panel, event),
    askFirst(panel.reader, event, standing(data, event)),
    event.description && element('p', { class: 'description' }, event.description),
    statements.length > 0 && lane(panel, reading, statements, reveal),
    differencesElement(data, differencesOf(data, statements), reveal),
    element('h3', { class: 'block-head' }, gettext('{count}, newest first', { count: countWords(statements) })),
    ...list(panel, reading, [...statements].reverse()),
  ];
}

function head(panel, event) {
  const facts = [event.date_words, event.date_basis && `(${event.date_basis})`, event.place_words && `· ${panel.reader.data.placeWordsInFull(event.places)}`];
  const hint = panel.hint(event);
  return [
    element('div', { class: 'panel-head' },
      element('h2', {}, panel.symbol(event), event.title),
      panel.button('×', () => panel.reader.select(null, null), gettext('Close: all events'))),
    element('p', { class: 'muted' }, facts.filter(Boolean).join(' ')),
    hint && element('p', { class: 'hint' }, hint),
  ];
}

/** The standing with who says so, what was not confirmed, and the line of the rule that gives it. */
function standing(data, event) {
  const { id, rule } = data.standing(event);
  const [first, ...beside] = event.standing_words;
  return element('div', { class: 'standing', data: { testid: 'standing', standing: id } },
    element('p', { class: 'standing-name' }, first),
    ...beside.map((sentence) => element('p', { class: 'muted' }, sentence)),
    element('p', { class: 'rule', data: { testid: 'standing-rule' } }, gettext('Why: {rule}', { rule })));
}

function lane(panel, reading, statements, reveal) {
  const { reader, unfolded } = panel;
  const moment = panel.isAsTold() ? { day: reader.moment.day, words: momentWords(reader.data.stops, reader.moment) } : null;
  const { definitions } = panel;
  return laneElement(reading, statements, {
    definitions, dark: panel.isDark(), moment, unfolded, reveal, unfold: () => panel.unfold(),
  });
}

function list(panel, reading, statements) {
  const shown = panel.listsAll ? statements : statements.slice(0, MOST);
  const rest = statements.length - shown.length;
  return [
    element('ul', { class: 'claims' }, ...shown.map((statement) => statementElement(reading, statement))),
    rest > 0 && panel.button(ngettext('{count} more statement', '{count} more statements', rest), () => panel.listAll()),
  ];
}
