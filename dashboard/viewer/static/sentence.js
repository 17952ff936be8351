/**
 * The sentence over the map: what is shown, of which days, and what is not. Its days are the controls for
 * typing a day.
 */
import { dress, element } from './dom.js';
import { dayOf, dayWords, isoOf } from './calendar.js';
import { readerState } from './reader_state.js';

class Sentence {
  constructor(parent) {
    this.reader = readerState();
    this.heading = element('h1');
    this.line = element('p', { class: 'line', data: { testid: 'sentence' } });
    this.from = this.day('from', 'First day shown');
    this.to = this.day('to', 'Last day shown');
    this.sources = element('b');
    this.aside = element('span', { class: 'aside', data: { testid: 'not-shown' } });
    this.line.append(this.sources, ' happened ', this.from, ' – ', this.to, ', as it stands today. ', this.aside);
    this.trouble = element('p', { class: 'line', role: 'alert' });
    this.root = element('header', { class: 'sentence' }, this.heading, this.line, this.trouble);
    dress(parent, this.root);
    this.unlisten = this.reader.listen(() => this.show());
    this.show();
  }

  /** A day in words that turns into a field when it is pressed. */
  day(end, label) {
    const words = element('button', { type: 'button', class: 'day', title: 'Type a day', onclick: () => open() });
    const field = element('input', { type: 'date', hidden: true, 'aria-label': label, data: { testid: `day-${end}` } });
    const holder = element('span', { class: 'day-holder', data: { testid: `words-${end}` } }, words, field);
    const { reader } = this;
    const open = () => {
      Object.assign(field, { value: isoOf(reader[end]), min: isoOf(reader.data.span.from), max: isoOf(reader.data.span.to) });
      words.hidden = true;
      field.hidden = false;
      field.focus();
    };
    const close = (keep) => {
      if (field.hidden) return;
      const day = dayOf(field.value);
      field.hidden = true;
      words.hidden = false;
      if (keep && Number.isFinite(day)) {
        if (end === 'from') reader.setWindow(day, Math.max(day, reader.to));
        else reader.setWindow(Math.min(day, reader.from), day);
      }
    };
    field.addEventListener('keydown', ({ key }) => {
      if (key !== 'Enter' && key !== 'Escape') return;
      close(key === 'Enter');
      words.focus();
    });
    field.addEventListener('blur', () => close(true));
    holder.show = () => {
      words.textContent = dayWords(reader[end]);
      words.setAttribute('aria-label', `${label}: ${words.textContent}. Type another`);
    };
    return holder;
  }

  show() {
    const { data, trouble } = this.reader;
    this.trouble.textContent = trouble;
    this.trouble.hidden = !trouble;
    this.line.hidden = !data;
    if (!data) return;
    const { counts, about } = data;
    this.heading.textContent = about.title;
    this.sources.textContent = counts.sources === 1 ? 'What this one source says' : `What these ${counts.sources} sources say`;
    this.from.show();
    this.to.show();
    this.aside.textContent = this.notShown();
  }

  notShown() {
    const { data, count, placeless } = this.reader;
    const { counts } = data;
    const parts = [`${inWords(count)} of ${inWords(counts.total)} events shown`];
    if (placeless) parts.push(`${inWords(placeless)} without a place`);
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

const inWords = (count) => count.toLocaleString('en');

export const mount = (parent) => new Sentence(parent);
