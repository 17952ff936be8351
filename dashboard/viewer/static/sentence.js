/**
 * The sentence over the map: what is shown, by which clock, of which days, and what is not. Its days are the
 * controls for typing a day.
 */
import { dress, element } from './dom.js';
import { dayWords } from './calendar.js';
import { dayField } from './day_field.js';
import { HAPPENED, TOLD } from './clocks.js';
import { readerState } from './reader_state.js';
import { endOfDay, momentWords } from './told.js';
import { toolButtons } from './tools.js';
import { unusedLine } from './permalink.js';

class Sentence {
  constructor(parent) {
    this.reader = readerState();
    this.heading = element('h1');
    this.sources = element('b');
    this.happened = element('span', {}, ' happened ', this.end('from', 'First day shown'), ' – ',
      this.end('to', 'Last day shown'), ', as it stands today. ');
    this.told = element('span', {}, ' by ', this.asof(), '. ');
    this.aside = element('span', { class: 'aside', data: { testid: 'not-shown' } });
    this.line = element('p', { class: 'line', data: { testid: 'sentence' } });
    this.trouble = element('p', { class: 'line', role: 'alert' });
    this.unused = element('div', { class: 'unused', role: 'status', data: { testid: 'unused' } });
    this.other = element('button', { type: 'button', class: 'plain see-told', onclick: () => this.seeTold() });
    this.clocks = this.clockButtons();
    this.tools = element('div', { class: 'tools' });
    this.root = element('header', { class: 'sentence' }, this.heading, this.clocks, this.other, this.tools, this.line, this.trouble, this.unused);
    this.tools.append(...toolButtons(this.reader, this.root));
    dress(parent, this.root, new URL('sentence.css', import.meta.url).href);
    this.unlisten = this.reader.listen((change) => (change === 'unused' ? this.showUnused() : this.show()));
    this.showUnused();
    this.show();
  }

  clockButtons() {
    const button = (clock, words) => element('button', {
      type: 'button', data: { testid: `clock-${clock}`, clock }, onclick: () => this.reader.setClock(clock),
    }, words);
    return element('div', { class: 'clocks', role: 'group', 'aria-label': 'Clock' },
      button(HAPPENED, 'When it happened'), button(TOLD, 'When it was told'));
  }

  end(name, label) {
    const { reader } = this;
    const now = () => ({ day: reader[name], least: reader.data.span.from, most: reader.data.span.to, words: dayWords(reader[name]) });
    const choose = (day) => {
      if (name === 'from') reader.setWindow(day, Math.max(day, reader.to));
      else reader.setWindow(Math.min(day, reader.from), day);
    };
    this[name] = dayField({ name, label, now, choose });
    return this[name];
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
    this.moment = dayField({ name: 'asof', label: 'Told by', now, choose });
    return this.moment;
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
    const { data, trouble } = this.reader;
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
    this.line.hidden = !data;
    if (!data) return;
    if (data.counts.total === 0) {
      this.heading.textContent = data.about.title;
      this.clocks.hidden = this.other.hidden = true;
      this.line.textContent = 'No event of this case could be read. The page Rows says why.';
      return;
    }
    const { counts, about } = data;
    this.heading.textContent = about.title;
    const told = this.reader.clock === TOLD;
    const sources = counts.sources === 1 ? 'What this one source' : `What these ${counts.sources} sources`;
    this.sources.textContent = `${sources} ${told ? 'had said' : counts.sources === 1 ? 'says' : 'say'}`;
    const clause = told ? this.told : this.happened;
    if (clause.parentNode !== this.line) this.line.replaceChildren(this.sources, clause, this.aside);
    this.clocks.hidden = data.stops.length === 0;
    for (const button of this.clocks.children) button.setAttribute('aria-pressed', String(button.dataset.clock === this.reader.clock));
    for (const field of told ? [this.moment] : [this.from, this.to]) field.show();
    const day = this.dayToSee();
    this.other.hidden = day === null;
    if (day !== null) this.other.textContent = `See it as told on ${dayWords(day)}`;
    this.aside.textContent = this.notShown();
  }

  showUnused() {
    this.unused.replaceChildren(...unusedLine(this.reader));
    this.show();
  }

  notShown() {
    const { data, count, placeless, dayless } = this.reader;
    const { counts } = data;
    const told = this.reader.clock === TOLD;
    const untold = counts.sent - count;
    const parts = told
      ? [`${events(count)} told${untold ? `, ${inWords(untold)} not yet` : ''}`]
      : [`${inWords(count)} of ${inWords(counts.total)} events shown`];
    if (placeless) parts.push(`${inWords(placeless)} without a place`);
    if (dayless) parts.push(`${inWords(dayless)} without a day`);
    if (counts.matched < counts.total) parts.push(`${inWords(counts.total - counts.matched)} hidden by filters`);
    if (counts.sent < counts.matched) parts.push(`the newest ${inWords(counts.sent)} of ${inWords(counts.matched)} are drawn: choose a filter`);
    if (this.reader.isOlderLink) parts.push('the case has changed since this link was made');
    return `${parts.join(' · ')}.`;
  }

  update() {
    this.show();
  }

  destroy() {
    this.unlisten();
  }
}

const events = (count) => `${inWords(count)} event${count === 1 ? '' : 's'}`;

const inWords = (count) => count.toLocaleString('en');

export const mount = (parent) => new Sentence(parent);
