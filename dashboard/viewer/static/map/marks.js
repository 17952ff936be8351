/**
 * The marks and region marks, drawn for the events that the window shows, and found again under
 * a pointer.
 */
const PILL = { font: 13, padding: 8, glyph: 17, across: 8, rows: 2, beside: 2, gap: 6, lead: 20, corner: 9 };
const LEG_GAP = 9; // CSS pixels that a mark covers of its own leg
const REACH = 13; // CSS pixels from a mark's centre

/**
 * Draws the marks, then the region marks over them.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene marks and groups with their positions, what is shown, stamps and colours
 * @returns {Target[]} the parts of region marks, for pointers
 */
export function drawMarks(context, scene) {
  const { raster, ratio, size, standingOf } = scene;
  raster.begin(context.canvas.width, context.canvas.height);
  for (const mark of scene.marks) {
    if (isTold(mark, scene) && !outside(mark, size)) raster.stamp(standingOf[mark.event], mark.x * ratio, mark.y * ratio);
  }
  raster.put(context);
  drawLegs(context, scene);
  const boxes = [];
  const groups = scene.groups.map((group) => layGroup(context, group, scene, boxes)).filter(Boolean);
  scene.ties = tiesOf(scene, groups);
  drawTies(context, scene);
  for (const mark of scene.marksOfSelected) if (isTold(mark, scene)) drawSelected(context, mark, scene);
  return groups.flatMap((group) => drawGroup(context, group, scene));
}

/** The marks under pointers: those drawn one by one. */
export function markTargets(scene) {
  return scene.marks
    .filter((mark) => isTold(mark, scene) && !outside(mark, scene.size))
    .map(({ event, x, y }) => ({ event, x, y, reach: REACH }));
}

/** Whether a mark's event is shown, and its place was claimed by then. */
export const isTold = ({ event, since }, { shown, order }) => shown[event] === 1 && since <= order;

const outside = ({ x, y }, size) => x < -20 || y < -20 || x > size.x + 20 || y > size.y + 20;

/** Thin lines from fanned-out marks to their point. */
function drawLegs(context, scene) {
  context.beginPath();
  for (const mark of scene.fans.flat()) {
    if (!isTold(mark, scene) || (mark.dx === 0 && mark.dy === 0)) continue;
    const { x, y, dx, dy } = mark;
    const clear = 1 - LEG_GAP / Math.hypot(dx, dy);
    context.moveTo(x - dx * (1 - clear), y - dy * (1 - clear));
    context.lineTo(x - dx, y - dy);
  }
  context.lineWidth = 1;
  context.strokeStyle = scene.colours.muted;
  context.stroke();
}

/** Where the selected event is marked, one point a place: at its marks and within region marks. */
function tiesOf(scene, laid) {
  const own = scene.marksOfSelected.filter((mark) => isTold(mark, scene));
  const shared = scene.groupsOfSelected.filter((mark) => isTold(mark, scene));
  return [...own, ...shared.map(({ group, event }) => pointIn(group, laid.find(({ place }) => place === group.place), event))];
}

/** The selected event's place within a region mark; its region's where that is out of sight. */
function pointIn({ place, x, y }, laid, event) {
  if (!laid) return { place, x, y };
  const { events, box } = laid;
  return { place, ...(box.single ? glyphAt(box, events.indexOf(event)) : { x: box.left + box.width / 2, y: box.top + box.height / 2 }) };
}

/** Thin lines that tie the places of the selected event together: the first to each of the others. */
function drawTies(context, { ties, colours }) {
  if (ties.length < 2) return;
  const [from, ...others] = ties;
  context.beginPath();
  for (const to of others) {
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
  }
  for (const [width, colour] of [[4, colours.halo], [1.5, colours.text]]) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

function drawSelected(context, { event, x, y }, { colours, stamps, standingOf }) {
  const half = stamps.size / 2;
  context.beginPath();
  context.arc(x, y, half + 3, 0, Math.PI * 2);
  context.fillStyle = colours.surface;
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = colours.text;
  context.stroke();
  context.drawImage(stamps.images[standingOf[event]], x - half, y - half, stamps.size, stamps.size);
}

/** Where a region mark stands, and which events it has; null where it has none in sight. */
function layGroup(context, group, scene, boxes) {
  const events = group.events.filter((mark) => isTold(mark, scene)).map(({ event }) => event);
  if (events.length === 0 || outside(group, scene.size)) return null;
  const box = clearOf(boxes, pillBox(context, group, events));
  boxes.push(box);
  return { place: group.place, events, box };
}

/** A region mark: name, count, and a row of its events' standings. */
function drawGroup(context, { place, events, box }, scene) {
  context.beginPath();
  context.roundRect(box.left, box.top, box.width, box.height, PILL.corner);
  context.fillStyle = scene.colours.surface;
  context.globalAlpha = 0.94;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = scene.colours.line;
  context.stroke();
  context.fillStyle = scene.colours.text;
  context.font = pillFont();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(box.label, box.left + PILL.padding, box.top + PILL.padding / 2 + PILL.lead / 2);
  const glyphs = box.single ? drawGlyphs(context, events, box, scene) : drawCounts(context, events, box, scene);
  return [{ place, box }, ...glyphs];
}

/** Moves a region mark's box below those already drawn that it would cover. */
function clearOf(boxes, box) {
  for (const other of boxes) {
    const covers =
      box.left < other.left + other.width && other.left < box.left + box.width &&
      box.top < other.top + other.height && other.top < box.top + box.height;
    if (covers) box.top = other.top + other.height + 4;
  }
  return box;
}

const pillFont = () => `600 ${PILL.font}px ${getComputedStyle(document.body).fontFamily}`;

/** A few events stand beside the region's name, more in rows below it. */
function pillBox(context, group, events) {
  context.font = pillFont();
  const label = [group.place.label, events.length].filter(Boolean).join(' · ');
  const text = Math.ceil(context.measureText(label).width);
  const single = events.length <= PILL.across * PILL.rows;
  const beside = events.length <= PILL.beside;
  const across = Math.min(events.length, PILL.across);
  const rows = single ? Math.ceil(events.length / PILL.across) : 1;
  const glyphs = beside
    ? { left: PILL.padding + text + PILL.gap, top: PILL.padding / 2 + (PILL.lead - PILL.glyph) / 2 }
    : { left: PILL.padding, top: PILL.padding / 2 + PILL.lead };
  const width = beside ? glyphs.left + across * PILL.glyph + PILL.padding : Math.max(text, across * PILL.glyph) + PILL.padding * 2;
  const height = PILL.lead + PILL.padding + (beside ? 0 : rows * PILL.glyph);
  return { label, single, glyphs, width, height, left: Math.round(group.x - width / 2), top: Math.round(group.y - height / 2) };
}

const glyphAt = (box, slot) => ({
  x: box.left + box.glyphs.left + PILL.glyph * ((slot % PILL.across) + 0.5),
  y: box.top + box.glyphs.top + PILL.glyph * (Math.floor(slot / PILL.across) + 0.5),
});

function drawGlyphs(context, events, box, scene) {
  const { images, size } = scene.glyphs;
  return events.map((event, slot) => {
    const { x, y } = glyphAt(box, slot);
    if (event === scene.selected) {
      context.beginPath();
      context.arc(x, y, PILL.glyph / 2, 0, Math.PI * 2);
      context.lineWidth = 2;
      context.strokeStyle = scene.colours.text;
      context.stroke();
    }
    context.drawImage(images[scene.standingOf[event]], x - size / 2, y - size / 2, size, size);
    return { event, x, y, reach: PILL.glyph / 2 };
  });
}

function drawCounts(context, events, box, scene) {
  const counts = new Map();
  for (const event of events) counts.set(scene.standingOf[event], (counts.get(scene.standingOf[event]) ?? 0) + 1);
  const { images, size } = scene.glyphs;
  let x = box.left + PILL.padding;
  const y = box.top + PILL.padding / 2 + PILL.lead + PILL.glyph / 2;
  for (const [standing, count] of [...counts].sort(([one], [other]) => one - other).slice(0, 3)) {
    context.drawImage(images[standing], x, y - size / 2, size, size);
    context.fillText(String(count), x + size, y);
    x += size + context.measureText(String(count)).width + 6;
  }
  return [];
}

/**
 * Rings what has the focus in the list of marks: each mark of an event, or a region mark.
 * @param {{event: number | null, place: string | null}} pointed an event's index or a place's id
 */
export function drawPointed(context, targets, pointed, colours) {
  context.lineWidth = 3;
  context.strokeStyle = colours.text;
  for (const { event, place, x, y, box } of targets) {
    if (box ? place.id !== pointed.place : event !== pointed.event) continue;
    context.beginPath();
    if (box) context.roundRect(box.left, box.top, box.width, box.height, PILL.corner);
    else context.arc(x, y, REACH + 1, 0, Math.PI * 2);
    context.stroke();
  }
}

/** @returns {Target | undefined} the topmost thing drawn under a point of the map's container */
export function targetAt(targets, { x, y }, slack = 0) {
  let nearest;
  let best = Infinity;
  for (const target of targets) {
    if (target.place) continue;
    const distance = Math.hypot(target.x - x, target.y - y);
    if (distance <= target.reach + slack && distance <= best) [nearest, best] = [target, distance];
  }
  return nearest ?? targets.findLast(({ box }) => box && within(box, x, y));
}

const within = (box, x, y) =>
  x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
