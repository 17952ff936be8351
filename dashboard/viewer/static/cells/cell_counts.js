/**
 * The counts by cell of a part of the world, as the reader's time asks for them: summed in the browser while time
 * moves, exact to the day once it rests.
 */
import { CellSource, windowKey } from './cell_source.js';

const REST = 250; // milliseconds without a step of time, before its exact counts are asked for

export class CellCounts {
  /**
   * @param {() => {bounds: object, zoom: number} | null} where what is in sight, in pixels of the world; null where nothing is
   * @param {{changed: () => void, failed: (error: Error) => void}} told `changed`: there are other counts
   * @param {{withoutPlace?: boolean}} [how] whether at rest those are wanted, too, that are in no cell
   */
  constructor(where, { changed, failed }, { withoutPlace = false } = {}) {
    Object.assign(this, { where, changed, withoutPlace, address: null, reader: null });
    this.source = new CellSource((cube, exact) => this.take(cube, exact), failed);
  }

  /** @param {string | null} address of the counts, with the filters; null where there are none */
  follow(address) {
    if (address === this.address) return;
    Object.assign(this, { address, whole: null, exact: null });
    this.ask();
  }

  get isOn() {
    return this.address !== null;
  }

  /** The counts of what the reader looks at now, if they are there. @returns {Cube | null} */
  get cube() {
    if (!this.reader) return null;
    const isOfWindow = this.exact?.windowKey === windowKey(this.reader);
    const cube = isOfWindow ? this.exact : this.whole;
    return cube?.clock === this.reader.clock ? cube : null;
  }

  /** Follows the reader's time. */
  show(reader) {
    const isOtherClock = this.reader?.clock !== reader.clock;
    this.reader = reader;
    clearTimeout(this.resting);
    if (!this.isOn) return;
    if (isOtherClock) this.ask();
    const { cube } = this;
    if (cube && !(cube.show(reader) && this.isEnough(cube))) this.resting = setTimeout(() => this.askExact(), REST);
  }

  /** Whether what a cube says beside its cells is of the reader's window, where that is wanted. */
  isEnough(cube) {
    return !this.withoutPlace || cube.windowKey === windowKey(this.reader);
  }

  ask() {
    const where = this.isOn && this.reader && this.where();
    if (where) this.source.ask(this.address, where, this.reader);
  }

  askExact() {
    const where = this.where();
    if (where) this.source.ask(this.address, where, this.reader, { exact: true });
  }

  take(cube, exact) {
    if (exact) this.exact = cube;
    else Object.assign(this, { whole: cube, exact: null });
    this.changed();
  }
}
