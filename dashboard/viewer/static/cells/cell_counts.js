/**
 * The counts by cell of a part of the world, as the reader's time asks for them: summed in the browser while time
 * moves, exact to the day once it rests.
 */
import { CellSource, urlOf, windowKey } from './cell_source.js';

const REST = 250; // milliseconds without a step of time, before its exact counts are asked for

export class CellCounts {
  /**
   * @param {() => {bounds: object, zoom: number} | null} where what is in sight, in pixels of the world; null where nothing is
   * @param {{changed: () => void, failed: (error: Error) => void}} told `changed`: there are other counts
   * @param {{withoutPlace?: boolean, places?: boolean}} [how] what is wanted at rest: those, too, that are in no cell; where in
   *   their cells events are, which on the second clock only the moment's own counts tell
   */
  constructor(where, { changed, failed }, { withoutPlace = false, places = false } = {}) {
    Object.assign(this, { where, withoutPlace, places, address: null, reader: null, whole: null, exact: null });
    const take = (name) => (cube) => {
      this[name] = cube;
      changed();
      if (name === 'whole') this.ask(); // the map may have gone on meanwhile
    };
    const fail = (error) => {
      this.hasFailed = true;
      failed(error);
    };
    this.sources = { whole: new CellSource(take('whole'), fail), exact: new CellSource(take('exact'), fail) };
  }

  /** @param {string | null} address of the counts, with the filters; null where there are none */
  follow(address) {
    if (address === this.address) return;
    Object.assign(this, { address, whole: null, exact: null });
    clearTimeout(this.resting);
    for (const source of Object.values(this.sources)) source.forget();
    this.ask();
  }

  get isOn() {
    return this.address !== null;
  }

  /** The counts of what the reader looks at now, if they are there: exact ones of the same tiles first. @returns {Cube | null} */
  get cube() {
    const { reader, exact, whole } = this;
    if (!reader) return null;
    const isOfWindow = exact?.windowKey === windowKey(reader) && (!whole || tilesOf(exact) === tilesOf(whole));
    const cube = isOfWindow ? exact : whole;
    return cube?.clock === reader.clock ? cube : null;
  }

  /** Follows the reader's time. */
  show(reader) {
    const isOtherClock = this.reader?.clock !== reader.clock;
    this.reader = reader;
    clearTimeout(this.resting);
    if (!this.isOn) return;
    const { cube } = this;
    if (!cube && (isOtherClock || !this.sources.whole.isAsking)) this.ask();
    if (!cube) return;
    if (!(cube.show(reader) && this.isEnough(cube))) this.resting = setTimeout(() => this.askFor('exact'), REST);
  }

  /** Whether what a cube says beside its cells is of the reader's window, where that is wanted. */
  isEnough(cube) {
    if (this.places && !cube.x) return false;
    return !this.withoutPlace || cube.windowKey === windowKey(this.reader);
  }

  /** Asks for the counts of all time in sight, unless they are there. */
  ask() {
    this.hasFailed = false;
    this.askFor('whole');
  }

  /** Asks while the map moves: for one place at a time; where that has failed, no more until the map rests. */
  askOnTheWay() {
    if (!this.sources.whole.isAsking && !this.hasFailed) this.ask();
  }

  askFor(name) {
    const where = this.isOn && this.reader && this.where();
    if (where) this.sources[name].ask(urlOf(this.address, where, this.reader, name === 'exact'), windowKey(this.reader));
  }
}

const tilesOf = ({ zoom, x0, y0, x1, y1 }) => [zoom, x0, y0, x1, y1].join();
