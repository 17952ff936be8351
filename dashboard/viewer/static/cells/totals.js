/**
 * How many events of a large case a window or a moment shows, wherever they are, and how many begin when.
 */
import { HAPPENED, TOLD } from '../clocks.js';
import { CellCounts } from './cell_counts.js';
import { besideView } from './in_sight.js';

const OTHER = { [HAPPENED]: TOLD, [TOLD]: HAPPENED };
const WORLD = { bounds: { left: 0, top: 0, right: 256, bottom: 256 }, zoom: 0 }; // CSS pixels

/** @param {string} url of a view's answer; @returns {string} that of its counts by cell */
export const cellsAddress = (url) => besideView(url, 'cells').href;

export class Totals {
  /** @param {{changed: () => void, failed: (error: Error) => void}} told */
  constructor(told) {
    this.counts = new CellCounts(() => WORLD, told, { withoutPlace: true });
    this.ofOtherClock = new CellCounts(() => WORLD, told);
  }

  /** @param {string | null} address of the counts, with the filters; null where all events are at hand */
  follow(address) {
    this.counts.follow(address);
    this.ofOtherClock.follow(address);
  }

  /** Counts by cell of the whole world as a clock has them, for when things begin; null while on their way. */
  over(clock) {
    return [this.counts, this.ofOtherClock].map(({ whole }) => whole).find((cube) => cube?.clock === clock) ?? null;
  }

  /**
   * Counts what the reader looks at.
   * @returns {{count: number, placeless: number, dayless: number}} while time moves, those with a place alone
   */
  of(reader) {
    this.counts.show(reader);
    if (this.ofOtherClock.reader?.clock !== OTHER[reader.clock]) this.ofOtherClock.show({ ...reader, clock: OTHER[reader.clock] });
    const { cube } = this.counts;
    if (!cube) return { count: 0, placeless: 0, dayless: 0 };
    const { shown, without_place: placeless, without_date: dayless } = cube.counts;
    return this.counts.isEnough(cube) ? { count: shown, placeless, dayless } : { count: cube.total, placeless: 0, dayless: 0 };
  }
}
