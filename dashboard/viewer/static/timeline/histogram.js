/**
 * The timeline's rows as counts, where there are too many events for marks.
 */
import { HAPPENED, TOLD } from '../clocks.js';
import { ROW } from './row_sizes.js';

const COLUMN = 4; // CSS pixels
const UPPER = { bottom: ROW.happened + ROW.lane * ROW.lanes, room: ROW.lane * ROW.lanes };
const LOWER = { bottom: ROW.told + ROW.toldHeight, room: ROW.toldHeight };

/**
 * Counts of events by their middle day.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} places x of each, in CSS pixels
 * @param {Axis} axis
 * @param {object} colours
 */
export function drawHistogram(context, places, axis, colours) {
  const counts = columnsOf(axis);
  for (const x of places) {
    const column = Math.floor((x - axis.left) / COLUMN);
    if (column >= 0 && column < counts.length) counts[column] += 1;
  }
  drawColumns(context, counts, axis, UPPER, colours);
}

/**
 * Counts of what a large case holds: above the days on which events begin, below those on which they were told.
 * @param {CanvasRenderingContext2D} context
 * @param {Totals} totals
 * @param {{axis: Axis, colours: object}} rows
 * @param {number} day the moment's on the second clock, which shows what had been told by then alone; else Infinity
 */
export function drawCounts(context, totals, { axis, colours }, day) {
  const isTold = day !== Infinity; // when things happened would then tell of those that nobody had told of yet
  for (const [clock, row] of isTold ? [[TOLD, LOWER]] : [[HAPPENED, UPPER], [TOLD, LOWER]]) {
    drawColumns(context, spreadOver(totals.over(clock), axis, day), axis, row, colours);
  }
}

const columnsOf = (axis) => new Float64Array(Math.ceil(axis.width / COLUMN) + 1);

/** What begins in each bin, spread over the columns that the bin covers. */
function spreadOver(cube, axis, day) {
  const counts = columnsOf(axis);
  const { edges, beginnings } = cube;
  beginnings.forEach((count, bin) => {
    if (!count || edges[bin + 1] > day + 1) return; // part of it may be of later days
    const first = (axis.x(edges[bin]) - axis.left) / COLUMN;
    const last = (axis.x(edges[bin + 1]) - axis.left) / COLUMN;
    for (let column = Math.max(0, Math.floor(first)); column < Math.min(last, counts.length); column += 1) {
      const part = Math.min(column + 1, last) - Math.max(column, first);
      counts[column] += (count * part) / (last - first);
    }
  });
  return counts;
}

function drawColumns(context, counts, axis, { bottom, room }, colours) {
  const most = counts.reduce((one, other) => Math.max(one, other), 1e-9);
  context.fillStyle = `rgba(${colours.bar}, 0.8)`;
  counts.forEach((count, column) => {
    const height = count > 0 ? Math.max(count < 0.5 ? 0.5 : 2, (count / most) * room) : 0;
    context.fillRect(axis.left + column * COLUMN, bottom - height, COLUMN - 1, height);
  });
}
