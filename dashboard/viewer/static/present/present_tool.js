/**
 * The tool "Present": presenting to a class, class mode for pupils, and a worksheet to print.
 */
import { tooManyWords } from '../cells/large_case.js';
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { openLink } from '../link.js';
import { gettext, ngettext } from '../words.js';
import { present } from './presenter.js';
import { openWorksheet } from './worksheet.js';

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where the dialog and the view are put
 */
export function openPresent(reader, host) {
  if (!reader.data) return;
  if (reader.data.isLarge) {
    openDialog(host, gettext('Present to a class'), element('p', {}, tooManyWords(reader.data)));
    return;
  }
  const instead = (open) => () => {
    dialog.close();
    open();
  };
  const dialog = openDialog(host, gettext('Present to a class'),
    presenting(reader, instead(() => present(reader, host))),
    classMode(reader, instead(() => openLink(reader, host))),
    worksheet(instead(() => openWorksheet(reader, host.getRootNode().activeElement))));
}

function presenting(reader, start) {
  const count = reader.data.stops.length;
  const about = count
    ? ngettext('The one statement fills the screen, claim by claim.', 'The {count} statements one after the other fill the screen, claim by claim. Standings stay covered until you ask for them.', count)
    : gettext('Nothing in this case says when it was told, so there is nothing to go through.');
  return section(gettext('On a large screen'), about,
    count > 0 && element('p', { class: 'muted' }, gettext('→ or Space: next · ←: back · ↓ ↑: a whole statement · S: the standing · Esc: leave. A clicker does it, too.')),
    count > 0 && element('button', { type: 'button', class: 'plain', onclick: start }, gettext('Start presenting')));
}

function classMode(reader, openAddress) {
  const hand = element('button', { type: 'button', class: 'plain', hidden: !reader.cover.classMode, onclick: openAddress }, gettext('The address to hand out'));
  const turn = () => {
    reader.setClassMode(box.checked);
    hand.hidden = !box.checked;
  };
  const box = element('input', { type: 'checkbox', checked: reader.cover.classMode, onchange: turn });
  return section(gettext('On each pupil’s own screen'),
    gettext('In class mode a standing is shown only once the pupil has said of the event: yes, not sure or no. The answers stay in that page.'),
    element('label', { class: 'choice' }, box, ' ', gettext('Class mode')), hand);
}

const worksheet = (open) => section(gettext('On paper'),
  gettext('Two pages, A4 or Letter: the statements in order to fill in, then the symbols and questions made from the case.'),
  element('button', { type: 'button', class: 'plain', onclick: open }, gettext('Worksheet')));

const section = (heading, words, ...rest) => element('section', { class: 'dialog-part' },
  element('h3', {}, heading), element('p', {}, words), ...rest);
