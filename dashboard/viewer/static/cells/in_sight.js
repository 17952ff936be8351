/**
 * The events of a large case that are listed: the newest in sight, a page at a time, asked for once map and time rest.
 */
import { loadCase } from '../case_data.js';
import { withTime } from './cell_source.js';

const REST = 250; // milliseconds without a change
const NO_SUCH_PAGE = 400;

export class InSight {
  /** @param {(data: CaseData) => void} listed @param {(error: Error) => void} failed */
  constructor(listed, failed) {
    Object.assign(this, { listed, failed, base: null, bounds: null, page: 1 });
  }

  /** @param {CaseData | null} base the answer to the view, where it is one without its events */
  follow(base) {
    Object.assign(this, { base, page: 1, url: null });
    clearTimeout(this.timer);
  }

  /** @param {[number, number, number, number]} bounds west, south, east, north in degrees */
  look(bounds) {
    this.bounds = bounds;
  }

  /** Has the list made again though nothing changed: it was not wanted when it came. */
  forget() {
    this.url = null;
  }

  /** @param {number} page from 1, the newest first: of what is in sight now, though the list may be of a moment before */
  turn(page, reader) {
    if (this.base && this.bounds) Object.assign(this, { window: this.address(reader), page });
    this.ask(reader);
  }

  /** Asks at rest; another window begins at its newest events. */
  askSoon(reader) {
    if (!this.base) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(reader()), REST);
  }

  async ask(reader) {
    if (!this.base || !this.bounds) return;
    const window = this.address(reader);
    if (window !== this.window) Object.assign(this, { window, page: 1 });
    const url = `${window}&page=${this.page}`;
    if (url === this.url) return;
    this.url = url;
    try {
      const found = await loadCase(reader.event ? `${url}&event=${encodeURIComponent(reader.event)}` : url);
      if (this.url !== url) return;
      found.page.place = placeOf(reader);
      this.listed(found.ofLarger(this.base));
    } catch (error) {
      if (this.url !== url) return;
      this.url = null; // so that the next change asks again
      if (this.page > 1 && error.status === NO_SUCH_PAGE) this.turn(1, reader); // there are fewer pages now
      else this.failed(error);
    }
  }

  address(reader) {
    const url = besideView(this.base.url, 'in_sight');
    url.searchParams.set('bbox', this.bounds.map((side) => side.toFixed(3)).join());
    if (placeOf(reader)) url.searchParams.set('place', reader.place);
    return withTime(url, reader).href;
  }
}

/** The place whose events are listed. */
const placeOf = ({ event, place }) => (event ? null : place);

/** The address of another answer to a view. @param {string} url of the view's @param {string} name */
export const besideView = (url, name) => new URL(url.replace('/view.json', `/${name}`));
