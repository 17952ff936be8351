/**
 * Counts by cell and bin of time, as the server sends them (docs/scale.md), and what a window or a moment shows of
 * them. Pure: the map and the page share it.
 */
import { TOLD } from '../clocks.js';

const MAGIC = 'WCELLS01';
const FRONT = 16; // bytes before the head
const TYPES = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, int32: Int32Array };
const ALIGNED = 8;

/**
 * Takes an answer apart; its columns stay where they are.
 * @param {ArrayBuffer} buffer
 * @returns {{head: object, columns: Record<string, TypedArray>}}
 */
export function decoded(buffer) {
  const bytes = new Uint8Array(buffer);
  if (String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Error('not an answer of counts by cell');
  const length = new DataView(buffer).getUint32(MAGIC.length, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(FRONT, FRONT + length)));
  const columns = {};
  let at = FRONT + length;
  for (const { name, type, length: count } of head.columns) {
    columns[name] = new TYPES[type](buffer, at, count);
    at += Math.ceil((count * TYPES[type].BYTES_PER_ELEMENT) / ALIGNED) * ALIGNED;
  }
  return { head, columns };
}

/** Where each of a list of runs starts, and where the last one ends. */
function starts(lengths) {
  const found = new Uint32Array(lengths.length + 1);
  for (let index = 0; index < lengths.length; index += 1) found[index + 1] = found[index] + lengths[index];
  return found;
}

/** For each item of a run the run's number. */
function owners(begins, count) {
  const found = new Uint32Array(count);
  for (let run = 0; run + 1 < begins.length; run += 1) found.fill(run, begins[run], begins[run + 1]);
  return found;
}

export class Cube {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    const { head, columns } = decoded(buffer);
    Object.assign(this, head, columns, { side: head.cell }); // `cell` is the column from here on
    this.cellCount = columns.cell.length;
    this.seriesStarts = starts(columns.series);
    this.seriesCount = columns.code.length;
    this.perStanding = Math.max(1, head.kinds.length);
    this.orderByBin();
    this.shown = new Int32Array(this.seriesCount); // how many events of each series the window shows
    Object.assign(this, { start: 0, end: 0, isWhole: false });
  }

  /** Entries in the order of their bins, so that a step of time touches only those between its two ends. */
  orderByBin() {
    const { bin, entries, edges } = this;
    const series = owners(starts(entries), bin.length);
    const binStarts = new Uint32Array(edges.length + 1);
    for (const one of bin) binStarts[one + 1] += 1;
    for (let index = 0; index < edges.length; index += 1) binStarts[index + 1] += binStarts[index];
    const next = binStarts.slice();
    const ordered = { series: new Uint32Array(bin.length), entered: new Uint32Array(bin.length), left: new Uint32Array(bin.length) };
    for (let index = 0; index < bin.length; index += 1) {
      const at = next[bin[index]]++;
      ordered.series[at] = series[index];
      ordered.entered[at] = this.entered[index];
      ordered.left[at] = this.left[index];
    }
    Object.assign(this, { binStarts, ordered });
  }

  /** The index of the last edge at or before a day; 0 before all. */
  edgeBefore(day) {
    let [low, high] = [0, this.edges.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.edges[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The index of the first edge at or after a day; the last one after all. */
  edgeAfter(day) {
    const before = this.edgeBefore(day);
    return this.edges[before] >= day ? before : Math.min(before + 1, this.edges.length - 1);
  }

  /**
   * Counts what a window of days shows, or what had been told by a moment; where it ends within a bin, the whole bin.
   * @param {{clock: string, from: number, to: number, whole: boolean, moment: {day: number}}} reader
   * @returns {boolean} whether the counts are exact
   */
  show({ clock, from, to, whole, moment }) {
    if (this.width === 'window') {
      this.turn(0, 1, clock !== TOLD && whole);
      return true;
    }
    const told = clock === TOLD;
    const [first, last] = told ? [moment.day + 1, moment.day + 1] : [from, to + 1];
    const end = this.edgeAfter(last);
    const start = told ? end : this.edgeBefore(first);
    this.turn(start, end, !told && whole);
    const isEdge = (at, day) => this.edges[at] === day || (at === 0 && day < this.edges[0]) || (at === this.edges.length - 1 && day > this.edges[at]);
    return (!told && whole) || (isEdge(end, last) && isEdge(start, first));
  }

  /** Goes on from the window counted last: by the bins between, not over all of them. */
  turn(start, end, isWhole) {
    this.add(this.ordered.entered, this.end, end, 1);
    this.add(this.ordered.left, this.start, start, -1);
    if (isWhole !== this.isWhole) {
      const sign = isWhole ? 1 : -1;
      for (let index = 0; index < this.seriesCount; index += 1) this.shown[index] += sign * this.undated[index];
    }
    Object.assign(this, { start, end, isWhole });
  }

  add(column, from, to, sign) {
    const { shown, binStarts, ordered: { series } } = this;
    const [low, high, way] = from <= to ? [from, to, sign] : [to, from, -sign];
    for (let at = binStarts[low]; at < binStarts[high]; at += 1) shown[series[at]] += way * column[at];
  }

  /** How many events the window shows in all cells. */
  get total() {
    let count = 0;
    for (let index = 0; index < this.seriesCount; index += 1) count += this.shown[index];
    return count;
  }

  /** How many spans it counts, whatever the time: on the first clock how many events. */
  get everCounted() {
    const sum = (column) => column.reduce((one, other) => one + other, 0);
    return sum(this.entered) + sum(this.undated);
  }

  /** How many events begin in each bin; counted once. @returns {Uint32Array} */
  get beginnings() {
    this.begun ??= this.countBeginnings();
    return this.begun;
  }

  countBeginnings() {
    const counts = new Uint32Array(this.edges.length - 1);
    for (let index = 0; index < this.bin.length; index += 1) counts[this.bin[index]] += this.entered[index];
    return counts;
  }

  /** The index of a series' standing. */
  standingOf(series) {
    return Math.floor(this.code[series] / this.perStanding);
  }
}
