/**
 * How exactly a place is known: uncertainty discs, soft regions, faint districts, lines with their
 * margin, and a country's outline while it is selected.
 */
const EQUATOR = 40_075_016.686; // metres, WGS84
const TILE = 256;
const LARGEST_DISC = 900; // CSS pixels; a larger one covers the screen
const SMALLEST_DISC = 9; // it would hide under its mark
const MOST = 400; // shapes; discs are drawn all
const CROWD = 40; // so many discs are told apart; more are one area, however they overlap

const metresAPixel = (zoom, lat) => (EQUATOR * Math.cos((lat * Math.PI) / 180)) / (TILE * 2 ** zoom);

/**
 * @param {CanvasRenderingContext2D} context
 * @param {L.Map} map
 * @param {{place: object, selected: boolean}[]} areas
 * @param {{ink: string, soft: string, strong: string}} colours as "r, g, b"
 */
export function drawAreas(context, map, areas, colours) {
  const discs = areas.filter(({ place, selected }) => place.kind === 'point' && !selected && isDisc(radius(map, place)));
  const isCrowd = discs.length > CROWD;
  if (isCrowd) crowd(context, map, discs, colours);
  const single = isCrowd ? areas.filter(({ place, selected }) => selected || place.kind !== 'point') : areas;
  for (const area of single.slice(0, MOST)) {
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

const isDisc = (reach) => reach >= SMALLEST_DISC && reach <= LARGEST_DISC;

/** Many discs as one area of one tint: overlaps say nothing, and rims would lie over the map like a net. */
function crowd(context, map, discs, colours) {
  context.beginPath();
  for (const { place } of discs) {
    const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
    const reach = radius(map, place);
    context.moveTo(x + reach, y);
    context.arc(x, y, reach, 0, Math.PI * 2);
  }
  context.fillStyle = `rgba(${colours.ink}, 0.09)`;
  context.fill();
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
  if (!isDisc(reach)) return;
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
