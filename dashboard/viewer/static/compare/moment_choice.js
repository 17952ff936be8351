/**
 * The choice of a moment of the second clock: a day on which something was told, and how far into it.
 */
import { dayWords } from '../calendar.js';
import { element } from '../dom.js';
import { endOfDay, withinDayWords } from '../told.js';
import { gettext } from '../words.js';

export class MomentChoice {
  /**
   * @param {Stop[]} stops of the case, at least one
   * @param {{day: number, order: number}} moment chosen at first
   * @param {{day: string, statement: string}} labels of the two fields
   * @param {() => void} changed is called when the reader has chosen another
   */
  constructor(stops, moment, labels, changed) {
    this.stops = stops;
    this.day = element('select', { 'aria-label': labels.day, onchange: () => this.take(endOfDay(stops, Number(this.day.value)), changed) });
    this.statement = element('select', {
      'aria-label': labels.statement, onchange: () => this.take({ day: this.moment.day, order: Number(this.statement.value) }, changed),
    });
    this.root = element('div', { class: 'moment-choice' }, this.day, this.statement);
    this.set(moment);
  }

  take(moment, changed) {
    this.set(moment);
    changed();
  }

  set(moment) {
    this.moment = moment;
    const before = this.stops[0].day - 1;
    const days = [...new Set([before, ...this.stops.map(({ day }) => day), moment.day])].sort((one, other) => one - other);
    const words = (day) => (day === before ? gettext('{day}, before the first statement', { day: dayWords(day) }) : dayWords(day));
    this.day.replaceChildren(...days.map((day) => new Option(words(day), day)));
    this.day.value = String(moment.day);
    const own = this.stops.filter(({ day }) => day === moment.day);
    const options = own.map((stop) => new Option(statementWords(stop), stop.order));
    if (own.length && moment.order < own[0].order) options.unshift(new Option(gettext('none of that day'), moment.order));
    this.statement.hidden = options.length < 2;
    this.statement.replaceChildren(...options);
    this.statement.value = String(moment.order);
  }
}

const statementWords = (stop) => (stop.index === stop.of ? gettext('all of that day') : withinDayWords(stop));
