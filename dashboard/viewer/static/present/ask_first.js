/**
 * Class mode in the panel: a pupil's own view of an event comes before its standing.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';

const words = (answer) => ({ yes: gettext('yes'), 'not-sure': gettext('not sure'), no: gettext('no') })[answer];
const spoken = (answer) => ({
  yes: gettext('You said: yes.'), 'not-sure': gettext('You said: not sure.'), no: gettext('You said: no.'),
})[answer];

/**
 * @param {object} reader the page's reader state
 * @param {object} event as it is read by the reader's clock
 * @param {HTMLElement} standing what is shown of its standing; not to be shown while it is covered
 * @returns {HTMLElement} the question, or the standing beside what the pupil said
 */
export function askFirst(reader, event, standing) {
  const { cover, data, order } = reader;
  if (cover.covers(data, event, order)) return question(reader, event);
  const answer = cover.classMode && cover.answerTo(data, event, order);
  if (answer) standing.append(element('p', { class: 'own-view', tabIndex: -1, data: { answer, testid: 'own-view' } }, spoken(answer)));
  return standing;
}

function question(reader, event) {
  const choose = ({ currentTarget }) => {
    const page = currentTarget.getRootNode();
    reader.cover.say(reader.data, event, reader.order, currentTarget.dataset.answer);
    reader.changed('cover');
    page.querySelector('.own-view')?.focus();
  };
  return element('div', { class: 'ask-first', role: 'group', 'aria-label': gettext('Your view'), data: { testid: 'ask-first' } },
    element('p', {}, gettext('Your view before you look: did it happen?')),
    ...['yes', 'not-sure', 'no'].map((answer) => element('button', { type: 'button', class: 'plain', data: { answer }, onclick: choose }, words(answer))));
}
