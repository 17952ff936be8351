/**
 * The marks: a shape for each standing, drawn once as a stamp, and lighter ones for a detail that is disputed or
 * not confirmed, which is no standing. Shapes and colours come from symbols.json, which the figures read, too.
 */
import { COVERED } from './present/cover.js';
import { ownFile, readJson } from './resources.js';

const FULL = Math.PI * 2;

/** @returns {Promise<object>} the definitions in symbols.json */
export const symbolDefinitions = readJson(ownFile('symbols.json')).catch((error) => {
  throw new Error(error.message, { cause: error }); // made here, so that it tells whose it is
});

const ring = (context, radius, dash = []) => {
  context.setLineDash(dash);
  context.beginPath();
  context.arc(0, 0, radius, 0, FULL);
  context.stroke();
  context.setLineDash([]);
};

const diamond = (context, reach, dash = []) => {
  context.setLineDash(dash);
  context.beginPath();
  for (const [x, y] of [[0, -reach], [reach, 0], [0, reach], [-reach, 0]]) context.lineTo(x, y);
  context.closePath();
  context.stroke();
  context.setLineDash([]);
};

/** Each draws round (0, 0) with the stroke and fill already set. */
const SHAPES = {
  disc(context, radius) {
    context.beginPath();
    context.arc(0, 0, radius, 0, FULL);
    context.fill();
  },
  ring(context, radius, line) {
    ring(context, radius - line / 2);
  },
  'dashed-ring'(context, radius, line) {
    const dash = (FULL * (radius - line / 2)) / 12;
    ring(context, radius - line / 2, [dash * 1.25, dash * 0.75]);
  },
  'dotted-ring'(context, radius, line) {
    const dot = (FULL * (radius - line / 2)) / 24;
    context.lineWidth = line * 0.72;
    ring(context, radius - line / 2, [dot * 0.9, dot * 1.1]);
    context.font = `700 ${Math.round(radius * 1.35)}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText('?', 0, radius * 0.08);
  },
  'half-disc'(context, radius, line) {
    context.beginPath();
    context.arc(0, 0, radius - line / 2, Math.PI / 2, Math.PI * 1.5);
    context.fill();
    ring(context, radius - line / 2);
  },
  'struck-ring'(context, radius, line) {
    ring(context, radius - line / 2);
    const reach = (radius - line / 2) * Math.SQRT1_2;
    context.beginPath();
    context.moveTo(-reach, reach);
    context.lineTo(reach, -reach);
    context.stroke();
  },
  square(context, radius) {
    const side = radius * 1.25;
    context.fillRect(-side / 2, -side / 2, side, side);
  },
  diamond(context, radius, line) {
    context.lineWidth = line * 0.72;
    diamond(context, radius - line / 2);
  },
  'dashed-diamond'(context, radius, line) {
    const dash = ((radius - line / 2) * Math.SQRT2) / 5;
    context.lineWidth = line * 0.72;
    diamond(context, radius - line / 2, [dash, dash]);
  },
};

/**
 * Draws one mark centred on the context's origin.
 * @param {CanvasRenderingContext2D} context
 * @param {{shape: string, light: string, dark: string}} symbol
 * @param {{diameter: number, dark: boolean, halo?: string}} look
 */
export function drawSymbol(context, symbol, { diameter, dark, halo }) {
  const radius = diameter / 2;
  const line = Math.max(1.6, diameter / 6);
  const colour = dark ? symbol.dark : symbol.light;
  context.save();
  if (halo) {
    context.fillStyle = halo;
    if (symbol.shape === 'square') context.fillRect(-radius * 0.8, -radius * 0.8, radius * 1.6, radius * 1.6);
    else SHAPES.disc(context, radius + 1.5);
  }
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = line;
  SHAPES[symbol.shape](context, radius, line);
  context.restore();
}

/** The symbol of a standing, of one that is covered, or of what is said of a detail. */
const symbolOf = (definitions, id) => (id === COVERED ? definitions.covered : definitions.standings[id] ?? definitions.details[id]);

/**
 * Stamps for all standings, ready for drawImage.
 * @param {object} definitions those of symbols.json
 * @param {string[]} standings their ids in the data's order
 * @param {{diameter?: number, dark: boolean, halo: string, ratio: number}} look
 * @returns {{images: HTMLCanvasElement[], size: number}} `size` in CSS pixels
 */
export function stamps(definitions, standings, { diameter = definitions.diameter, dark, halo, ratio }) {
  const size = diameter + 6;
  const images = standings.map((id) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(size * ratio);
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, canvas.width / 2, canvas.height / 2);
    const symbol = symbolOf(definitions, id);
    if (symbol) drawSymbol(context, symbol, { diameter, dark, halo });
    return canvas;
  });
  return { images, size };
}

/** A mark as an element for a list, a heading or the legend. */
export function symbolElement(definitions, id, { dark, diameter = 14 }) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement('canvas');
  const size = diameter + 4;
  canvas.width = canvas.height = Math.ceil(size * ratio);
  canvas.style.width = canvas.style.height = `${size}px`;
  canvas.setAttribute('aria-hidden', 'true');
  canvas.className = 'symbol';
  canvas.dataset.symbol = id;
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, canvas.width / 2, canvas.height / 2);
  const symbol = symbolOf(definitions, id);
  if (symbol) drawSymbol(context, symbol, { diameter, dark });
  return canvas;
}
