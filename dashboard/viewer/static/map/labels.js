/**
 * Names on the map, placed so that none lies over another: the case's places first, then the base
 * map's in their order of priority.
 */
const STYLE = {
  case: { size: 12.5, weight: 600, colour: 'text' },
  country: { size: 14, weight: 500, colour: 'country', spaced: 3, upper: true },
  sea: { size: 13, weight: 400, colour: 'water', italic: true, spaced: 1 },
  lake: { size: 11, weight: 400, colour: 'water', italic: true },
  town: { size: 11.5, weight: 400, colour: 'town', dot: true },
  district: { size: 10.5, weight: 400, colour: 'district', spaced: 0.6 },
};
const GAP = 9; // CSS pixels between a point and its name

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Label[]} labels in order of priority: {kind, text, language, x, y}
 * @param {Box[]} taken boxes that no name may cover
 * @param {object} colours
 */
export function drawLabels(context, labels, taken, colours) {
  const occupied = [...taken];
  const family = getComputedStyle(document.body).fontFamily;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const label of labels) {
    const style = STYLE[label.kind];
    const text = style.upper ? label.text.toLocaleUpperCase(label.language) : label.text;
    context.font = `${style.italic ? 'italic ' : ''}${style.weight} ${style.size}px ${family}`;
    context.letterSpacing = `${style.spaced ?? 0}px`;
    const width = context.measureText(text).width;
    const free = candidates(label, style, width).filter((tried) => !occupied.some((other) => overlap(tried, other)));
    const box = free.find(({ left }) => left >= 0 && left + width <= context.canvas.clientWidth) ?? free[0];
    if (!box) continue;
    occupied.push(box);
    context.strokeStyle = colours.halo;
    context.lineWidth = 3;
    context.strokeText(text, box.left, box.top + box.height / 2);
    context.fillStyle = colours[style.colour];
    context.fillText(text, box.left, box.top + box.height / 2);
    if (style.dot) dot(context, label, colours);
  }
  context.letterSpacing = '0px';
}

function candidates({ kind, x, y }, { size }, width) {
  const height = size * 1.35;
  const at = (left, top) => ({ left, top, width, height });
  const centred = at(x - width / 2, y - height / 2);
  if (kind !== 'case' && kind !== 'town') return [centred];
  const gap = kind === 'case' ? GAP + 6 : GAP - 3;
  return [
    at(x + gap, y - height / 2),
    at(x - gap - width, y - height / 2),
    at(x - width / 2, y - gap - height),
    at(x - width / 2, y + gap),
  ];
}

function dot(context, { x, y }, colours) {
  context.beginPath();
  context.arc(x, y, 2, 0, Math.PI * 2);
  context.fillStyle = colours.town;
  context.fill();
}

const overlap = (one, other) =>
  one.left < other.left + other.width + 3 &&
  other.left < one.left + one.width + 3 &&
  one.top < other.top + other.height + 1 &&
  other.top < one.top + one.height + 1;
