/**
 * The two rows on one axis: above what happened, below one tick for each statement.
 */
import { ticks } from '../calendar.js';
import { earlyDays } from '../told.js';
import { drawCounts, drawHistogram } from './histogram.js';
import { HISTOGRAM_FROM, ROW } from './row_sizes.js';

const GLYPH = 12;
const GAP = 4; // CSS pixels, in the middle of a denial's tick
const LABEL_ROOM = 84; // CSS pixels for a tick's label

/**
 * Puts each event on a lane of the upper row, in CSS pixels.
 * @returns {{event: object, lane: number, x: number, from: number, to: number}[]}
 *   `x` is the mark's centre, `from` and `to` what is drawn of its days
 */
export function layEvents(data, axis) {
  const ends = new Array(ROW.lanes).fill(-Infinity);
  return data.events
    .filter((event) => event.earliest !== null)
    .map((event) => placed(event, axis))
    .sort((one, other) => one.from - other.from || one.event.index - other.event.index)
    .map((item) => {
      const start = Math.min(item.from, item.x - GLYPH / 2);
      const free = ends.findIndex((end) => end <= start);
      const lane = free === -1 ? ends.indexOf(Math.min(...ends)) : free;
      ends[lane] = Math.max(ends[lane], item.to, item.x + GLYPH / 2) + 2;
      return { ...item, lane };
    });
}

function placed(event, axis) {
  // what is open-ended reaches far past the axis, where a gradient would be all start
  const from = Math.max(axis.x(event.padded_earliest), axis.left - axis.width);
  const to = Math.min(axis.x(event.padded_latest + 1), axis.left + axis.width * 2);
  const first = event.open_start ? event.latest : event.earliest;
  const last = event.open_end ? event.earliest : event.latest;
  const middle = (first + last + 1) / 2;
  return { event, from, to, x: axis.x(event.core_start === null ? middle : event.core_start + 0.5) };
}

/** Puts each claim's tick in the lower row; those of one day in their order. */
export function layClaims(data, axis) {
  const ofDay = new Map();
  for (const claim of data.claims) {
    if (claim.day === null) continue;
    if (!ofDay.has(claim.day)) ofDay.set(claim.day, []);
    ofDay.get(claim.day).push(claim);
  }
  return [...ofDay.values()].flatMap((claims) =>
    claims.map((claim, order) => ({ claim, x: axis.x(claim.day + (order + 0.5) / claims.length) })));
}

/**
 * Both rows, as far as had been told by the reader's moment.
 * @param {CanvasRenderingContext2D} context
 * @param {object} rows the layout of events and claims, the axis, stamps and colours
 * @param {{standings: Uint8Array, isTold: (event: number) => boolean, order: number, day: number}} told
 */
export function drawRows(context, { data, axis, events, claims, stamps, colours }, told) {
  drawAxis(context, axis, colours);
  const seen = events.filter(({ event }) => told.isTold(event.index));
  if (data.isLarge) {
    drawCounts(context, told.totals, { axis, colours }, told.day);
    return;
  }
  if (events.length > HISTOGRAM_FROM) drawHistogram(context, seen.map(({ x }) => x), axis, colours);
  else for (const item of seen.map((one) => cutAt(one, told, axis)).filter(Boolean)) drawEvent(context, item, { axis, told, stamps, colours });
  drawTicks(context, ticksInSight(claims, told.order, axis, data, colours));
}

/** Nothing is drawn that was told later: not the days themselves, nor past the moment, where they are open-ended. */
export function cutAt(item, { day, order }, axis) {
  const early = earlyDays(item.event, order);
  if (early) return early.earliest === null ? null : { ...item, ...placed({ ...item.event, ...early }, axis) };
  if (item.event.padded_latest <= day) return item;
  const { event } = item;
  const last = day + 1;
  const cut = {
    ...event,
    padded_latest: Math.max(event.padded_earliest, day),
    core_end: event.core_end === null ? null : Math.min(event.core_end, day),
    open_end: event.is_interval,
  };
  const x = Math.min(item.x, axis.x(last));
  return { ...item, event: cut, to: Math.min(item.to, axis.x(last)), x };
}

function drawAxis(context, axis, colours) {
  const found = ticks(axis.from, axis.to, Math.max(2, Math.floor(axis.width / LABEL_ROOM)));
  context.font = `11.5px ${colours.font}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  for (const { day, label } of found) {
    const x = Math.round(axis.x(day)) + 0.5;
    context.fillStyle = colours.grid;
    context.fillRect(x, ROW.happened, 1, ROW.axis - ROW.happened);
    context.fillStyle = colours.muted;
    if (x + context.measureText(label).width + 4 < axis.left + axis.width) context.fillText(label, x + 3, ROW.axis + 4);
  }
  context.fillStyle = colours.grid;
  context.fillRect(axis.left, ROW.told - 5, axis.width, 1);
  context.fillRect(axis.left, ROW.axis, axis.width, 1);
}

const laneY = (lane) => ROW.happened + ROW.lane * (lane + 0.5);

function drawEvent(context, { event, lane, x, from, to }, { axis, told, stamps, colours }) {
  const y = laneY(lane);
  if (event.padded_earliest !== event.padded_latest && to - from > GLYPH * 0.8) {
    const doubt = context.createLinearGradient(from, 0, to, 0);
    doubt.addColorStop(0, `rgba(${colours.bar}, ${event.open_start ? 0.45 : 0})`);
    doubt.addColorStop(0.5, `rgba(${colours.bar}, 0.45)`);
    doubt.addColorStop(1, `rgba(${colours.bar}, ${event.open_end ? 0.45 : 0})`);
    context.fillStyle = doubt;
    context.fillRect(from, y - 2, to - from, 4);
  }
  if (event.core_start !== null) {
    const start = Math.max(axis.x(event.core_start), from);
    const end = Math.min(axis.x(event.core_end + 1), to);
    context.fillStyle = `rgb(${colours.bar})`;
    context.fillRect(start, y - 2, Math.max(2, end - start), 4);
  }
  const { images, size } = stamps;
  context.drawImage(images[told.standings[event.index]], Math.round(x - size / 2), Math.round(y - size / 2), size, size);
}

/** The ticks that no later one on the same pixels hides, in their order. */
function ticksInSight(claims, order, axis, data, colours) {
  const looks = data.stances.map(({ id }) => colours.stances[id] ?? colours.stances.other);
  const ofDetails = data.stances.map(({ id }, stance) => colours.details[id] ?? looks[stance]);
  const tallest = new Float32Array(Math.ceil(axis.width) + 2);
  const found = [];
  for (let index = claims.length - 1; index >= 0; index -= 1) {
    const { claim, x } = claims[index];
    if (claim.order > order || x < axis.left || x > axis.left + axis.width) continue;
    const { height, colour, isBroken } = (claim.field === 'occurrence' ? looks : ofDetails)[claim.stance];
    const column = Math.round(x - axis.left);
    if (height <= tallest[column]) continue;
    tallest[column] = height;
    found.push({ x: Math.round(x), height: ROW.toldHeight * height, colour, isBroken });
  }
  return found.reverse();
}

function drawTicks(context, ticks) {
  for (const { x, height, colour, isBroken } of ticks) {
    context.fillStyle = colour;
    const part = isBroken ? (height - GAP) / 2 : height;
    for (let above = part; above <= height; above += part + GAP) context.fillRect(x - 0.75, ROW.told + ROW.toldHeight - above, 1.5, part);
  }
}

/** Thin lines that tie the selected event to its statements. */
export function drawTies(context, item, claims, colours) {
  const y = laneY(item.lane);
  context.strokeStyle = colours.tie;
  context.lineWidth = 1;
  context.beginPath();
  for (const { x } of claims) {
    context.moveTo(item.x, y);
    context.bezierCurveTo(item.x, ROW.told + 4, x, ROW.told - 16, x, ROW.told + ROW.toldHeight);
  }
  context.stroke();
  context.beginPath();
  context.arc(item.x, y, GLYPH / 2 + 3, 0, Math.PI * 2);
  context.lineWidth = 2;
  context.strokeStyle = colours.text;
  context.stroke();
}

/** @returns {string | undefined} the id of the event under a point: its mark, its bar, or one of its ticks */
export function eventAt({ events, claims }, { x, y }, data) {
  if (y >= ROW.told - 4) {
    const tick = nearest(claims, (item) => Math.abs(item.x - x), 6);
    return tick && data.events[tick.claim.event].id;
  }
  if (events.length > HISTOGRAM_FROM) return undefined;
  const item = nearest(events, (one) => Math.hypot(one.x - x, (laneY(one.lane) - y) * 1.2), 11);
  return item?.event.id;
}

function nearest(items, distance, reach) {
  let found;
  let best = reach;
  for (const item of items) {
    const away = distance(item);
    if (away <= best) [found, best] = [item, away];
  }
  return found;
}
