/**
 * A lesson in beats: each statement is first announced, then told claim by claim. Pure.
 */

/**
 * @param {import('../case_data.js').CaseData} data
 * @returns {Beat[]} each with `stop`, the index of its statement; `claims`, those told of it so far; and `moment`,
 *   up to which the map tells
 */
export function beatsOf(data) {
  const ofStop = new Map(data.stops.map(({ stop }) => [stop, []]));
  for (const claim of data.claims) if (claim.day !== null) ofStop.get(claim.stop).push(claim);
  return data.stops.flatMap(({ stop, day }, index) => {
    const claims = ofStop.get(stop);
    if (claims.length === 0) return []; // filters leave all of it out
    const before = index ? data.stops[index - 1].order : -1;
    const announced = { stop: index, claims: [], all: claims, moment: { day, order: before } };
    const told = claims.map(({ order }, last) => ({
      stop: index, claims: claims.slice(0, last + 1), all: claims, moment: { day, order },
    }));
    return [announced, ...told];
  });
}

/** @returns {number} the beat that a moment is at: what was told last by then */
export function beatAt(beats, { day, order }) {
  return Math.max(0, beats.findLastIndex((beat) => beat.claims.length && beat.moment.order <= order && beat.moment.day <= day));
}

/** @returns {number} the beat at which the statement has been told, or the one after where it has */
export function endOfStatement(beats, at) {
  const isTold = beats[at].claims.length === beats[at].all.length;
  const stop = isTold ? beats[at + 1]?.stop : beats[at].stop;
  const end = beats.findLastIndex((beat) => beat.stop === stop);
  return end === -1 ? beats.length - 1 : end;
}

/** @returns {number} the beat that announces the statement, or the one before where it is only announced */
export function startOfStatement(beats, at) {
  const stop = beats[at].claims.length ? beats[at].stop : beats[at - 1]?.stop;
  return Math.max(0, beats.findIndex((beat) => beat.stop === stop));
}
