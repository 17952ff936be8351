/**
 * Counts by cell on the map, where there are more events than marks: where each cell's ring stands, what lies under a
 * pointer.
 */
import { cellFrame } from '../cells/tiles.js';
import { radiusOf } from './cell_stamps.js';

const EDGE = 20; // CSS pixels beside the map that a ring may reach in from
const INSIDE = 0.75; // of a ring's radius: so far it stays inside its cell, so that neighbours can be read
const MIDDLE = 128; // of 256ths of a cell's side

/**
 * @typedef {{cell: number, count: number, x: number, y: number, reach: number, center: {x: number, y: number}}} CellTarget
 *   `x`, `y` in CSS pixels of the map's container
 */

/**
 * Draws what a cube shows now.
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}} size of the map
 * @param {{cube: Cube, zoom: number, corner: {x: number, y: number}, stamps: object, rings: CellStamps}} scene `corner`: of the
 *   map, in pixels of the world; `stamps`: the marks of single events
 * @returns {CellTarget[]}
 */
export function drawCells(context, size, { cube, zoom, corner, stamps, rings }) {
  const frame = cellFrame(cube, zoom, corner.x + size.x / 2);
  const mix = new Int32Array(cube.standings.length);
  const targets = [];
  for (let index = 0; index < cube.cellCount; index += 1) {
    const count = mixOf(cube, index, mix);
    if (count === 0) continue;
    const reach = count === 1 ? stamps.size / 2 : radiusOf(count, frame.side);
    const place = placeOf(cube, index, frame, corner, reach);
    if (place.x < -EDGE || place.y < -EDGE || place.x > size.x + EDGE || place.y > size.y + EDGE) continue;
    targets.push({ cell: index, count, ...place, reach });
    if (count === 1) drawCentred(context, { image: stamps.images[mix.indexOf(1)], size: stamps.size }, place);
    else for (const stamp of rings.of(count, mix, reach)) drawCentred(context, stamp, place);
  }
  return targets;
}

/** The mean place of a cell's events, so far in that most of their ring stays inside; the middle where a mean would tell of later ones. */
function placeOf({ cell, x, y }, index, { left, top, side, columns }, corner, reach) {
  const row = Math.floor(cell[index] / columns);
  const column = cell[index] - row * columns;
  const margin = Math.min(reach * INSIDE, side / 2);
  const within = (mean) => Math.min(Math.max((mean / 256) * side, margin), side - margin);
  return {
    x: left + column * side + within(x ? x[index] : MIDDLE) - corner.x,
    y: top + row * side + within(y ? y[index] : MIDDLE) - corner.y,
  };
}

/** Counts the events of a cell by their standings. @returns {number} all of them */
export function mixOf(cube, index, mix) {
  mix.fill(0);
  let count = 0;
  for (let series = cube.seriesStarts[index]; series < cube.seriesStarts[index + 1]; series += 1) {
    const shown = cube.shown[series];
    count += shown;
    mix[cube.standingOf(series)] += shown;
  }
  return count;
}

function drawCentred(context, { image, size }, { x, y }) {
  context.drawImage(image, x - size / 2, y - size / 2, size, size);
}
