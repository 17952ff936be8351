/**
 * What a copy of a case says of itself: its limits, its version, whose base map it is.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';

const line = (name, words) => words && element('p', {}, element('b', {}, name), ' ', words);

/**
 * @param {{title: string, limits: string, licence: string, version: string, updated: string, basemap: object}} about
 * @param {HTMLElement} host where the dialog is put
 */
export function openAbout(about, host) {
  const { attribution, disclaimer, sources } = about.basemap;
  const maps = sources.map(({ name, provides, licence }) => element('li', {}, gettext('{name}: {provides} ({licence})', { name, provides, licence })));
  openDialog(host, about.title,
    element('div', { class: 'dialog-part', data: { testid: 'about' } },
      line(gettext('What it cannot tell:'), about.limits),
      line(gettext('Licence of its texts:'), about.licence),
      line(gettext('Version of the case:'), about.version),
      about.rejected > 0 && element('p', {}, ngettext('{count} row of its tables could not be read.', '{count} rows of its tables could not be read.', about.rejected)),
      line(gettext('Updated:'), about.updated),
      element('p', {}, gettext('Time and place are only ever as exact as a source tells. Nothing here was checked by us.')),
      line(gettext('Base map:'), `${attribution}. ${disclaimer}`),
      element('ul', {}, ...maps),
      element('p', { class: 'muted' }, gettext('Made with Whenabouts. This copy works without a network.'))));
}
