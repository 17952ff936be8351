/**
 * What the page knows of a large case beside the answer to its view: how many events the reader's time shows, which of
 * them are listed, and the selected one.
 */
import { loadCase } from '../case_data.js';
import { gettext } from '../words.js';
import { InSight, besideView } from './in_sight.js';
import { Totals } from './totals.js';

/** Why something that goes through all statements cannot be done. @param {CaseData} data */
export const tooManyWords = ({ most }) => gettext(
  'Too many events match to go through them one by one. Choose filters that leave {most} at most.',
  { most: most.toLocaleString('en') });

export class LargeCase {
  /** @param {ReaderState} reader */
  constructor(reader) {
    const failed = (error) => reader.setTrouble(error.message);
    Object.assign(this, { reader, failed, base: null, asked: null });
    this.totals = new Totals({ changed: () => reader.changed('counts'), failed });
    this.inSight = new InSight((data) => this.list(data), failed);
  }

  /** @param {CaseData | null} base the answer to the view, where it is one without its events */
  follow(base) {
    Object.assign(this, { base, asked: null });
    this.inSight.follow(base);
    this.totals.follow(base);
  }

  /**
   * Counts what the reader looks at; what is listed, and the selected event, come after.
   * @returns {{count: number | null, placeless: number, dayless: number}} as of `Totals`
   */
  count() {
    const { reader } = this;
    this.bring();
    this.inSight.askSoon(() => reader.snapshot());
    return this.totals.of(reader.snapshot());
  }

  /** @param {number[]} bounds of the map: west, south, east, north in degrees */
  see(bounds) {
    this.inSight.look(bounds);
    this.inSight.askSoon(() => this.reader.snapshot());
  }

  /** @param {number} page of the events in sight */
  turn(page) {
    this.inSight.turn(page, this.reader.snapshot());
  }

  /** Takes the events listed; the selected one is among them, though it may not be listed. */
  list(data) {
    this.reader.hold(data);
    this.reader.changed('listed');
  }

  /** Fetches the selected event, where it is none of those at hand. */
  async bring() {
    const { reader, base } = this;
    const { event } = reader;
    if (!event || reader.data.event(event)) return;
    const url = besideView(base.url, 'event');
    url.searchParams.set('event', event);
    if (url.href === this.asked) return;
    this.asked = url.href;
    try {
      const found = await loadCase(url.href);
      if (this.asked !== url.href || reader.event !== event || reader.data.event(event) || !found.event(event)) return;
      this.asked = null;
      this.inSight.forget(); // what is listed comes with it
      reader.hold(found.ofLarger(base));
      reader.changed('selection');
      reader.address.write();
    } catch (error) {
      if (this.asked !== url.href) return;
      this.asked = null; // so that it is asked for again with the next change
      this.failed(error);
    }
  }
}
