/**
 * Which map tiles a view needs counts for. Pure. Tiles are 256 CSS pixels of a whole zoom level, and so is what is asked
 * for: rounded outwards to even tiles, so that a map moved a little asks at the same address.
 */
const TILE = 256;
const CELL = 64; // CSS pixels of a cell at a whole zoom level; between two of them it is half of that at least
const MOST = 256; // tiles that the server counts at once
const DEEPEST = 19; // zoom level

/**
 * @param {{left: number, top: number, right: number, bottom: number}} bounds in pixels of the world at a zoom level
 * @param {number} zoom Leaflet's, also between whole levels
 * @returns {{z: number, x0: number, y0: number, x1: number, y1: number, cell: number}}
 */
export function tilesFor(bounds, zoom) {
  const level = Math.min(Math.ceil(zoom), DEEPEST);
  for (const coarser of [0, 1, 2]) { // the same cells of fewer, larger tiles
    const found = tilesAt(bounds, zoom, Math.max(level - coarser, 0));
    if ((found.x1 - found.x0) * (found.y1 - found.y0) <= MOST) return { ...found, cell: CELL / 2 ** coarser };
  }
  return { z: 0, x0: 0, y0: 0, x1: 1, y1: 1, cell: CELL / 4 };
}

function tilesAt({ left, top, right, bottom }, zoom, z) {
  const scale = 2 ** (z - zoom) / TILE;
  const across = 2 ** z;
  const even = (tile, round) => (z === 0 ? round(tile) : round(tile / 2) * 2);
  const inside = (tile) => Math.min(Math.max(tile, 0), across);
  const x0 = even(left * scale, Math.floor);
  const x1 = Math.min(even(right * scale, Math.ceil), x0 + across); // no tile twice
  const y0 = Math.min(inside(even(top * scale, Math.floor)), across - 1);
  const y1 = Math.max(inside(even(bottom * scale, Math.ceil)), y0 + 1);
  return { z, x0, y0, x1, y1 };
}

/** The same as parameters of an address. */
export const tilePairs = (tiles) => Object.entries(tiles).map(([name, value]) => [name, String(value)]);

/**
 * Where the cells of a cube lie, in pixels of the world at a zoom level, the copy of the world nearest to a place.
 * @param {{zoom: number, x0: number, y0: number, x1: number, side: number}} cube
 * @param {number} zoom
 * @param {number} near x of that place, in the same pixels
 * @returns {{left: number, top: number, side: number, columns: number}} of the first cell; the side of each
 */
export function cellFrame({ zoom: z, x0, y0, x1, side }, zoom, near) {
  const scale = 2 ** (zoom - z);
  const world = TILE * 2 ** zoom;
  const middle = ((x0 + x1) / 2) * TILE * scale;
  const shift = Math.round((near - middle) / world) * world;
  return { left: x0 * TILE * scale + shift, top: y0 * TILE * scale, side: side * scale, columns: ((x1 - x0) * TILE) / side };
}
