/**
 * How exactly a place is known: uncertainty discs, soft regions, faint districts, lines with their
 * margin, and a country's outline while it is selected.
 */
const EQUATOR = 40_075_016.686; // metres, WGS84
const TILE = 256;
const LARGEST_DISC = 900; // CSS pixels; a larger one covers the screen
const SMALLEST_DISC = 9; // it would hide under its mark
const MOST = 400; // of single ones
const CROWD = 40; // so many discs are told apart; more are one area, however they overlap
const COARSE = 4; // CSS pixels of a crowd's canvas to one of the map's
const ALIKE = 12; // parts of a radius: discs no farther apart are one

const metresAPixel = (zoom, lat) => (EQUATOR * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** zoom);

/**
 * @param {CanvasRenderingContext2D} context
 * @param {L.Map} map
 * @param {{place: object, selected: boolean}[]} areas
 * @param {{ink: string, soft: string, strong: string}} colours as "r, g, b"
 */
export function drawAreas(context, map, areas, colours) {
  const drawn = areas.filter((area) => area.place.kind !== 'point' || isDisc(map, area.place));
  const discs = drawn.filter(({ place, selected }) => place.kind === 'point' && !selected);
  const isCrowd = discs.length > CROWD;
  if (isCrowd) crowd(context, map, discs, colours);
  const single = isCrowd ? drawn.filter(({ place, selected }) => selected || place.kind !== 'point') : drawn;
  const chosen = single.filter(({ selected }) => selected);
  for (const area of [...single.filter(({ selected }) => !selected).slice(0, MOST), ...chosen]) {
    if (area.place.kind === 'country') {
      if (area.selected) outline(context, map, area.place, colours);
    } else if (area.place.kind === 'vague region') softDisc(context, map, area, colours);
    else if (area.place.kind === 'point') disc(context, map, area, colours);
    else shape(context, map, area, colours);
  }
}

function radius(map, place) {
  return place.uncertainty / metresAPixel(map.getZoom(), place.lat);
}

/** Whether a point's uncertainty is drawn: where it neither hides under its mark nor covers the map, in sight. */
function isDisc(map, place) {
  const reach = radius(map, place);
  if (!(reach >= SMALLEST_DISC && reach <= LARGEST_DISC)) return false;
  const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
  const { x: width, y: height } = map.getSize();
  return x > -reach && y > -reach && x < width + reach && y < height + reach;
}

/**
 * Many discs as one area of one tint: overlaps say nothing, and rims would lie over the map like a net. They are drawn
 * solid on a coarse canvas of their own; of those that as good as cover each other, one.
 */
function crowd(context, map, discs, colours) {
  const { x: width, y: height } = map.getSize();
  const own = document.createElement('canvas');
  Object.assign(own, { width: Math.ceil(width / COARSE), height: Math.ceil(height / COARSE) });
  const pen = own.getContext('2d');
  pen.scale(1 / COARSE, 1 / COARSE);
  pen.fillStyle = `rgb(${colours.ink})`;
  const seen = new Set();
  for (const { place } of discs) {
    const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
    const reach = radius(map, place);
    const size = Math.round(Math.log2(reach) * ALIKE); // discs of like size have like cells
    const cell = 2 ** (size / ALIKE) / ALIKE;
    const key = [size, Math.round(x / cell), Math.round(y / cell)].join();
    if (seen.has(key)) continue;
    seen.add(key);
    pen.beginPath();
    pen.arc(x, y, reach, 0, Math.PI * 2);
    pen.fill();
  }
  context.save();
  context.globalAlpha = 0.09;
  context.drawImage(own, 0, 0, own.width * COARSE, own.height * COARSE);
  context.restore();
}

function softDisc(context, map, { place, selected }, colours) {
  const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
  const reach = radius(map, place) * 1.08;
  if (reach < SMALLEST_DISC || reach > LARGEST_DISC * 2) return;
  const strength = selected ? 0.34 : 0.22;
  const gradient = context.createRadialGradient(x, y, 0, x, y, reach);
  gradient.addColorStop(0, `rgba(${colours.region}, ${strength})`);
  gradient.addColorStop(0.62, `rgba(${colours.region}, ${strength * 0.8})`);
  gradient.addColorStop(1, `rgba(${colours.region}, 0)`);
  context.fillStyle = gradient;
  context.beginPath();
  context.arc(x, y, reach, 0, Math.PI * 2);
  context.fill();
}

function disc(context, map, { place, selected }, colours) {
  const reach = radius(map, place);
  const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
  context.beginPath();
  context.arc(x, y, reach, 0, Math.PI * 2);
  context.fillStyle = `rgba(${colours.ink}, ${selected ? 0.16 : 0.09})`;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = `rgba(${colours.ink}, ${selected ? 0.6 : 0.28})`;
  context.stroke();
}

function shape(context, map, { place, selected }, colours) {
  trace(context, map, place.area ?? place.geometry);
  context.fillStyle = `rgba(${colours.ink}, ${selected ? 0.2 : 0.11})`;
  context.fill('evenodd');
  context.lineWidth = selected ? 1.5 : 1;
  context.setLineDash([4, 4]);
  context.strokeStyle = `rgba(${colours.ink}, ${selected ? 0.75 : 0.45})`;
  if (place.area) trace(context, map, place.geometry);
  if (place.area) context.lineWidth += 1;
  context.stroke();
  context.setLineDash([]);
}

function outline(context, map, place, colours) {
  trace(context, map, place.geometry);
  context.lineWidth = 2.5;
  context.strokeStyle = `rgba(${colours.ink}, 0.55)`;
  context.stroke();
}

/** Puts a GeoJSON geometry (longitude, latitude) on the context's path. */
function trace(context, map, { type, coordinates }) {
  context.beginPath();
  const line = (points, closed) => {
    points.forEach(([lon, lat], index) => {
      const { x, y } = map.latLngToContainerPoint([lat, lon]);
      if (index) context.lineTo(x, y);
      else context.moveTo(x, y);
    });
    if (closed) context.closePath();
  };
  const draw = {
    LineString: () => line(coordinates, false),
    MultiLineString: () => coordinates.forEach((part) => line(part, false)),
    Polygon: () => coordinates.forEach((part) => line(part, true)),
    MultiPolygon: () => coordinates.flat().forEach((part) => line(part, true)),
  }[type];
  draw?.();
}
