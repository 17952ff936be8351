/**
 * Where the events of a case are drawn. An event has a mark at its row's place and at every place
 * claimed for it. Events in one vague region or along one line share a region mark; events at one
 * exact point fan out round it; a country has no mark and is outlined while selected.
 */
const FANS_OUT_TO = 3; // geo_precision: exact, within 25 km, district
const MARKED_TO = 5; // above it: country, international
const FAN_MOST = 12;
const NEVER = 2 ** 31 - 1;
const FAN_RADIUS = 13; // CSS pixels

/**
 * @param {import('../case_data.js').CaseData} data
 * @returns {{marks: Mark[], groups: Group[], markedSince: Int32Array}} marks sorted so that the
 *   weightier standings come last and lie on top; `markedSince` is the order from which an event has a mark
 */
export function arrange(data) {
  const byPlace = data.places.map(() => []);
  for (const event of data.events) {
    event.places.forEach((place, index) => byPlace[place].push({ event: event.index, since: event.place_since[index] }));
  }
  const marks = [];
  const fans = [];
  const groups = [];
  const markedSince = new Int32Array(data.events.length).fill(NEVER);
  byPlace.forEach((events, index) => {
    const place = data.places[index];
    if (events.length === 0 || place.precision > MARKED_TO) return;
    for (const { event, since } of events) markedSince[event] = Math.min(markedSince[event], since);
    if (place.precision > FANS_OUT_TO || events.length > FAN_MOST) groups.push({ place, events });
    else {
      const own = events.map(({ event, since }) => ({ event, since, place, dx: 0, dy: 0, x: 0, y: 0, point: { x: 0, y: 0 } }));
      marks.push(...own);
      if (own.length > 1) fans.push(own);
    }
  });
  const weight = (mark) => -data.standingOf[mark.event];
  marks.sort((one, other) => weight(one) - weight(other) || one.event - other.event);
  for (const fan of fans) spread(fan);
  return { marks, groups, markedSince, fans };
}

/** Marks at one point: a single one on it, several in a ring round it. */
function spread(marks) {
  const reach = marks.length === 1 ? 0 : marks.length > 6 ? FAN_RADIUS * 1.7 : FAN_RADIUS;
  marks.forEach((mark, slot) => {
    const angle = (slot / marks.length) * Math.PI * 2 - Math.PI / 2;
    mark.dx = Math.cos(angle) * reach;
    mark.dy = Math.sin(angle) * reach;
    place(mark);
  });
}

function place(mark) {
  mark.x = mark.point.x + mark.dx;
  mark.y = mark.point.y + mark.dy;
}

/**
 * Gives room only to the marks that are told of: a gap would tell of what comes later.
 * @param {{fans: Mark[][]}} scene
 * @param {(mark: Mark) => boolean} isTold
 */
export function spreadTold({ fans }, isTold) {
  for (const fan of fans) spread(fan.filter(isTold));
}

/** Writes each mark's and group's position in the map's container, in CSS pixels. */
export function project(map, { marks, groups }) {
  const points = new Map();
  const point = (place) => {
    if (!points.has(place)) points.set(place, map.latLngToContainerPoint([place.lat, place.lon]));
    return points.get(place);
  };
  for (const mark of marks) {
    mark.point = point(mark.place);
    place(mark);
  }
  for (const group of groups) Object.assign(group, { x: point(group.place).x, y: point(group.place).y });
}
