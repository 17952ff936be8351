/**
 * The sentence over the map: what is shown, by which clock, of which days, and what is not. Its days are the
 * controls for typing a day.
 */
import { hasServer } from './answers.js';
import { dress, element } from './dom.js';
import { dayWords } from './calendar.js';
import { dayField } from './day_field.js';
import { HAPPENED, TOLD } from './clocks.js';
import { readerState } from './reader_state.js';
import { endOfDay, momentWords } from './told.js';
import { toolButtons } from './tools.js';
import { unusedLine } from './permalink.js';
import { gettext, ngettext, slotted } from './words.js';

class Sentence {
  constructor(parent) {
    this.reader = readerState();
    this.heading = element('h1');
    this.sources = element('b');
    this.fields = { from: this.end('from', gettext('First day shown')), to: this.end('to', gettext('Last day shown')), moment: this.asof() };
    this.aside = element('span', { class: 'aside', data: { testid: 'not-shown' } });
    this.line = element('p', { class: 'line', data: { testid: 'sentence' } });
    this.trouble = element('p', { class: 'line', role: 'alert', data: { testid: 'trouble' } });
    this.again = element('button', { type: 'button', class: 'plain', hidden: true, onclick: () => this.reader.retry() }, gettext('Try again'));
    this.unused = element('div', { class: 'unused', role: 'status', data: { testid: 'unused' } });
    this.otherWords = { wide: element('span', { class: 'wide' }), narrow: element('span', { class: 'narrow' }) };
    this.other = element('button', { type: 'button', class: 'plain see-told', onclick: () => this.seeTold() }, this.otherWords.wide, this.otherWords.narrow);
    this.clocks = this.clockButtons();
    this.tools = element('div', { class: 'tools' });
    this.root = element('header', { class: 'sentence' }, this.heading, this.clocks, this.other, this.tools, this.line, this.trouble, this.again, this.unused);
    this.tools.append(...toolButtons(this.reader, this.root));
    dress(parent, this.root, 'sentence.css');
    this.unlisten = this.reader.listen((change) => (change === 'unused' ? this.showUnused() : this.show()));
    this.showUnused();
    this.show();
    if (hasServer()) import('./live/live_view.js').then(({ followCase }) => followCase(this.reader, this.root));
  }

  clockButtons() {
    const button = (clock, words) => element('button', {
      type: 'button', data: { testid: `clock-${clock}`, clock }, onclick: () => this.reader.setClock(clock),
    }, words);
    return element('div', { class: 'clocks', role: 'group', 'aria-label': gettext('Clock') },
      button(HAPPENED, gettext('When it happened')), button(TOLD, gettext('When it was told')));
  }

  end(name, label) {
    const { reader } = this;
    const now = () => ({ day: reader[name], least: reader.data.span.from, most: reader.data.span.to, words: dayWords(reader[name]) });
    const choose = (day) => {
      if (name === 'from') reader.setWindow(day, Math.max(day, reader.to));
      else reader.setWindow(Math.min(day, reader.from), day);
    };
    return dayField({ name, label, now, choose });
  }

  asof() {
    const { reader } = this;
    const now = () => {
      const { data: { stops }, moment } = reader;
      const [least, most] = stops.length ? [stops[0].day - 1, stops.at(-1).day] : [moment.day, moment.day];
      return { day: moment.day, least, most, words: momentWords(stops, moment) };
    };
    const choose = (day) => {
      const { least, most } = now();
      reader.setMoment(endOfDay(reader.data.stops, Math.min(Math.max(day, least), most)));
    };
    return dayField({ name: 'asof', label: gettext('Told by'), now, choose });
  }

  /** The day on which most was said of the selected event, where the other clock is worth a look. */
  dayToSee() {
    const { data, selected, clock } = this.reader;
    if (clock === TOLD || !selected) return null;
    const counts = new Map();
    for (const { day } of data.claimsOf[selected.index]) if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1);
    const most = Math.max(...counts.values());
    return [...counts].find(([, count]) => count === most)?.[0] ?? null;
  }

  seeTold() {
    const day = this.dayToSee();
    this.reader.moment = endOfDay(this.reader.data.stops, day);
    this.reader.setClock(TOLD);
  }

  show() {
    const { data, isBehind } = this.reader;
    const trouble = this.troubleWords();
    if (this.trouble.textContent !== trouble) this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
    this.again.hidden = !isBehind;
    this.line.hidden = !data;
    if (!data) return;
    if (data.counts.total === 0) {
      this.heading.textContent = data.about.title;
      this.clocks.hidden = this.other.hidden = true;
      this.laidFor = null;
      this.line.textContent = gettext('There is no event in this case.');
      if (hasServer()) import('./pages/links.js').then(({ pageLink }) => this.offer(pageLink));
      return;
    }
    const { counts, about } = data;
    this.heading.textContent = about.title;
    const told = this.reader.clock === TOLD;
    this.sources.textContent = told
      ? ngettext('What this one source had said', 'What these {count} sources had said', counts.sources)
      : ngettext('What this one source says', 'What these {count} sources say', counts.sources);
    this.lay(told);
    this.clocks.hidden = data.stops.length === 0;
    for (const button of this.clocks.children) button.setAttribute('aria-pressed', String(button.dataset.clock === this.reader.clock));
    for (const field of Object.values(this.fields)) if (this.line.contains(field)) field.show();
    const day = this.dayToSee();
    this.other.hidden = day === null;
    if (day !== null) this.nameOther({ day: dayWords(day) });
    this.aside.textContent = this.notShown();
  }

  troubleWords() {
    const { trouble, map: { fails } } = this.reader;
    const map = fails && gettext('The map cannot be shown, or not all of it. Everything else goes on; reload the page to try again.');
    return [trouble, map].filter(Boolean).join(' ');
  }

  nameOther(values) {
    this.otherWords.wide.textContent = gettext('See it as told on {day}', values);
    this.otherWords.narrow.textContent = gettext('As told on {day}', values);
  }

  /** Lays out the sentence by a clock; its days stay the fields they are. */
  lay(told) {
    if (this.laidFor === told) return;
    this.laidFor = told;
    const pattern = told ? gettext('{sources} by {moment}.') : gettext('{sources} happened {from} – {to}, as it stands today.');
    this.line.replaceChildren(...slotted(pattern, { sources: this.sources, ...this.fields }), ' ', this.aside);
  }

  showUnused() {
    this.unused.replaceChildren(...unusedLine(this.reader));
    this.show();
  }

  notShown() {
    const { data, count, placeless, dayless } = this.reader;
    const { counts } = data;
    if (count === null) return gettext('Counting…');
    const parts = [this.reader.clock === TOLD ? ngettext('{count} event told', '{count} events told', count)
      : gettext('{count} of {total} events shown', { count: inWords(count), total: inWords(counts.total) })];
    if (placeless) parts.push(ngettext('{count} without a place', '{count} without a place', placeless));
    if (dayless) parts.push(ngettext('{count} without a day', '{count} without a day', dayless));
    const hidden = counts.total - counts.matched;
    if (hidden && this.reader.clock === TOLD) parts.push(gettext('others hidden by filters')); // how many would tell of later ones
    else if (hidden) parts.push(ngettext('{count} hidden by filters', '{count} hidden by filters', hidden));
    if (counts.sent < counts.matched && !data.isLarge) {
      const [sent, matched] = [counts.sent, counts.matched].map(inWords);
      parts.push(gettext('only the newest {sent} of {matched} are in this copy', { sent, matched }));
    }
    if (this.reader.isOlderLink) parts.push(gettext('the case has changed since this link was made'));
    return `${parts.join(' · ')}.`;
  }

  /** Says what can be done about a case without events. */
  offer(pageLink) {
    if (this.reader.data.counts.total > 0) return;
    this.line.replaceChildren(...slotted(gettext('There is no event in this case yet: {draft}, {write}, or see {rows}.'), {
      draft: pageLink('draft', gettext('draft some from an article')),
      write: pageLink('edit', gettext('write them by hand')),
      rows: pageLink('rows', gettext('which rows were not taken')),
    }));
  }

  update({ data }) {
    this.reader.follow(data);
    this.show();
  }

  destroy() {
    this.unlisten();
  }
}

const inWords = (count) => count.toLocaleString('en');

export const mount = (parent) => new Sentence(parent);
