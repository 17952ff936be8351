/**
 * Two moments of the second clock side by side, and what changed between them, event by event.
 */
import { dress, element } from '../dom.js';
import { openDialog } from '../dialog.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { elementIsDark } from '../theme.js';
import { tooManyWords } from '../cells/large_case.js';
import { TOLD } from '../clocks.js';
import { endOfDay, momentOf, momentWords, stopAt } from '../told.js';
import { gettext, ngettext } from '../words.js';
import { changesBetween, toldBy } from './changes.js';
import { changeGroups } from './change_list.js';
import { MomentChoice } from './moment_choice.js';

/**
 * Opens the comparison. It begins with the moment shown (where all is shown, with the first day on which
 * something was told) and the last.
 * @param {ReaderState} reader
 * @param {HTMLElement} host where the dialog is put
 */
export async function openCompare(reader, host) {
  const definitions = await symbolDefinitions;
  if (!reader.data) return;
  const holder = element('div');
  const dialog = openDialog(host, gettext('Compare two moments'), holder);
  if (reader.data.isLarge) {
    holder.append(element('p', {}, tooManyWords(reader.data)));
    return;
  }
  if (reader.data.stops.length === 0) {
    holder.append(element('p', {}, gettext('No statement of this case has a day, so there are no moments to compare.')));
    return;
  }
  const compare = new Compare(reader, dialog, definitions);
  dress(holder, compare.root, 'compare/compare.css');
}

class Compare {
  constructor(reader, dialog, definitions) {
    Object.assign(this, { reader, dialog, definitions, data: reader.data });
    this.covers = (event, order) => reader.cover.covers(this.data, event, order);
    const [first, last] = firstMoments(reader);
    const changed = () => this.show();
    const { stops } = this.data;
    this.left = this.side('left', new MomentChoice(stops, first, { day: gettext('Left: day'), statement: gettext('Left: up to') }, changed));
    this.right = this.side('right', new MomentChoice(stops, last, { day: gettext('Right: day'), statement: gettext('Right: up to') }, changed));
    this.heading = element('h3');
    this.status = element('p', { class: 'muted', role: 'status' });
    this.groups = element('div', { data: { testid: 'compare-changes' } });
    const swap = element('button', { type: 'button', class: 'plain swap', onclick: () => this.swap() },
      element('span', { 'aria-hidden': 'true' }, '⇄ '), gettext('Swap'));
    this.root = element('div', { class: 'compare', data: { testid: 'compare' } },
      element('div', { class: 'sides' }, this.left.root, swap, this.right.root), this.heading, this.status, this.groups, this.hidden());
    this.show();
  }

  side(name, choice) {
    const count = element('p', { class: 'count' });
    const standings = element('ul');
    const words = name === 'left' ? gettext('Show the left on the map') : gettext('Show the right on the map');
    const onMap = element('button', { type: 'button', class: 'plain', onclick: () => this.showOnMap(choice.moment) }, words);
    const root = element('section', { class: 'side', 'aria-label': name === 'left' ? gettext('Left') : gettext('Right'), data: { testid: `compare-${name}` } },
      choice.root, count, standings, onMap);
    return { root, choice, count, standings };
  }

  /** Filters hold here, too: what they hide is told of as a number. */
  hidden() {
    const { total, sent } = this.data.counts;
    return total > sent && element('p', { class: 'muted' }, ngettext(
      '{count} event is hidden by filters.', '{count} events are hidden by filters.', total - sent));
  }

  symbol(standing) {
    return symbolElement(this.definitions, this.data.standings[standing].id, { dark: elementIsDark(this.dialog, '--surface') });
  }

  show() {
    for (const side of [this.left, this.right]) this.showSide(side);
    const [earlier, later] = this.inOrder();
    const { stops } = this.data;
    const words = { earlier: momentWords(stops, earlier), later: momentWords(stops, later) };
    const changes = changesBetween(this.data, earlier.order, later.order, this.covers);
    this.heading.textContent = gettext('What was told after {earlier}, up to {later}', words);
    this.status.textContent = summaryWords(changes);
    this.groups.replaceChildren(...changeGroups(this.data, changes, {
      symbol: (standing) => this.symbol(standing), choose: (event) => this.choose(event, later),
    }));
  }

  showSide({ choice, count, standings }) {
    const { told, standings: counts } = toldBy(this.data, choice.moment.order, this.covers);
    count.textContent = ngettext('{count} event told', '{count} events told', told);
    standings.replaceChildren(...counts.map(({ standing, count: number }) => element('li', { data: { standing: this.data.standings[standing].id } },
      this.symbol(standing), gettext('{standing}: {count}', { standing: this.data.standings[standing].label, count: number.toLocaleString('en') }))));
  }

  /** Both moments, the earlier first, whichever side it stands on. */
  inOrder() {
    return [this.left, this.right].map(({ choice }) => choice.moment)
      .sort((one, other) => one.day - other.day || one.order - other.order);
  }

  swap() {
    const [left, right] = [this.left.choice.moment, this.right.choice.moment];
    this.left.choice.set(right);
    this.right.choice.set(left);
    this.show();
  }

  showOnMap(moment) {
    this.dialog.close();
    this.reader.setClock(TOLD);
    this.reader.setMoment(moment);
  }

  /** Selects an event; where it was not told yet by the moment shown, the later moment is shown. */
  choose(event, later) {
    this.dialog.close();
    if (this.reader.clock === TOLD && !this.reader.shown[event.index]) this.reader.setMoment(later);
    this.reader.select(event.id);
  }
}

function firstMoments({ data: { stops }, clock, moment }) {
  const last = momentOf(stops.at(-1));
  const allShown = clock !== TOLD || stopAt(stops, moment) === stops.length - 1;
  return [allShown ? endOfDay(stops, stops[0].day) : moment, last];
}

function summaryWords({ newly, changed, placed, more }) {
  const parts = [
    changed.length && ngettext('{count} standing changed', '{count} standings changed', changed.length),
    newly.length && ngettext('{count} event newly told', '{count} events newly told', newly.length),
    placed.length && ngettext('{count} new place', '{count} new places', placed.length),
    more.length && ngettext('more said of {count} event', 'more said of {count} events', more.length),
  ].filter(Boolean);
  return parts.length ? `${parts.join(' · ')}.` : gettext('Nothing was told between these moments.');
}
