/**
 * Counts by cell on the map, where there are more events than marks: where each cell's ring stands, what lies under a
 * pointer.
 */
import { cellFrame } from '../cells/tiles.js';

const EDGE = 20; // CSS pixels beside the map that a ring may reach in from
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
    const place = placeOf(cube, index, frame, corner);
    if (place.x < -EDGE || place.y < -EDGE || place.x > size.x + EDGE || place.y > size.y + EDGE) continue;
    const count = mixOf(cube, index, mix);
    if (count === 0) continue;
    targets.push({ cell: index, count, ...place, reach: drawCell(context, place, count, mix, stamps, rings) });
  }
  return targets;
}

/** The mean place of a cell's events; its middle where that would tell of later ones. */
function placeOf({ cell, x, y }, index, { left, top, side, columns }, corner) {
  const row = Math.floor(cell[index] / columns);
  const column = cell[index] - row * columns;
  return {
    x: left + (column + (x ? x[index] : MIDDLE) / 256) * side - corner.x,
    y: top + (row + (y ? y[index] : MIDDLE) / 256) * side - corner.y,
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

function drawCell(context, { x, y }, count, mix, stamps, rings) {
  if (count === 1) {
    const { images, size } = stamps;
    context.drawImage(images[mix.indexOf(1)], x - size / 2, y - size / 2, size, size);
    return size / 2;
  }
  const { ring, number } = rings.of(count, mix);
  context.drawImage(ring.image, x - ring.size / 2, y - ring.size / 2, ring.size, ring.size);
  context.drawImage(number.image, x - number.size / 2, y - number.size / 2, number.size, number.size);
  return ring.size / 2;
}
