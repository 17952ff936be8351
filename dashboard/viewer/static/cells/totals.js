/**
 * How many events of a large case a window or a moment shows, wherever they are, and how many begin when.
 */
import { HAPPENED } from '../clocks.js';
import { CellCounts } from './cell_counts.js';
import { besideView } from './in_sight.js';

const WORLD = { bounds: { left: 0, top: 0, right: 256, bottom: 256 }, zoom: 0 }; // CSS pixels

/** @param {string} url of a view's answer; @returns {string} that of its counts by cell */
export const cellsAddress = (url) => besideView(url, 'cells').href;

export class Totals {
  /** @param {{changed: () => void, failed: (error: Error) => void}} told */
  constructor(told) {
    this.counts = new CellCounts(() => WORLD, told, { withoutPlace: true });
  }

  /** @param {CaseData | null} base the answer to the view; null where all events are at hand */
  follow(base) {
    this.base = base;
    this.counts.follow(base && cellsAddress(base.url));
  }

  /**
   * When things begin, by a clock: in the bins that time is counted by, else in those that came with the answer.
   * @returns {{edges: ArrayLike<number>, beginnings: ArrayLike<number>}}
   */
  over(clock) {
    const { counts: { whole }, base: { bins } } = this;
    return whole?.clock === clock ? whole : { edges: bins[clock].edges, beginnings: bins[clock].count };
  }

  /**
   * Counts what the reader looks at.
   * @returns {{count: number | null, placeless: number, dayless: number}} `count`: null while it is on its way; while time
   *   moves, of those with a place alone
   */
  of(reader) {
    this.counts.show(reader);
    const { cube } = this.counts;
    if (reader.clock === HAPPENED && reader.whole) return named(this.base.atRest);
    if (!cube) return { count: null, placeless: 0, dayless: 0 };
    return this.counts.isEnough(cube) ? named(cube.counts) : { count: cube.total, placeless: 0, dayless: 0 };
  }
}

const named = ({ shown: count, without_place: placeless, without_date: dayless }) => ({ count, placeless, dayless });
