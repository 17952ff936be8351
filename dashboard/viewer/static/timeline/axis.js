/**
 * Days to pixels and back, for the stretch of days that the timeline shows.
 */
export class Axis {
  /** @param {{from: number, to: number}} span all days of the case */
  constructor(span) {
    this.span = span;
    this.left = 0;
    this.width = 1;
    this.showAll();
  }

  get days() {
    return this.to - this.from + 1;
  }

  get isZoomed() {
    return this.from > this.least || this.to < this.most;
  }

  showAll() {
    const margin = Math.max(2, Math.round((this.span.to - this.span.from) * 0.02));
    this.least = this.span.from - margin;
    this.most = this.span.to + margin;
    this.from = this.least;
    this.to = this.most;
  }

  /** Shows the days from one to another, kept inside the case's, at least a week. */
  showDays(from, to) {
    const days = Math.min(Math.max(to - from + 1, 7), this.most - this.least + 1);
    const first = Math.round((from + to + 1 - days) / 2);
    this.from = Math.min(Math.max(first, this.least), this.most - days + 1);
    this.to = this.from + days - 1;
  }

  /** Zooms by a factor (below 1: closer) while the day under a pixel stays. */
  zoom(factor, x = this.left + this.width / 2) {
    const fixed = this.dayAt(x);
    const from = fixed - (fixed - this.from) * factor;
    const to = fixed + (this.to - fixed) * factor;
    this.showDays(Math.round(from), Math.round(to));
  }

  pan(days) {
    this.showDays(this.from + days, this.to + days);
  }

  /** @param {number} day may be a fraction; @returns {number} CSS pixels, the day's beginning */
  x(day) {
    return this.left + ((day - this.from) / this.days) * this.width;
  }

  /** @returns {number} the day at a pixel, with its fraction */
  dayAt(x) {
    return this.from + ((x - this.left) / this.width) * this.days;
  }
}
