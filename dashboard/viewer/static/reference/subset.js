/**
 * The answer to a view of some events, taken from that of the whole case: what a server would answer. Pure.
 */

/** Rows of columns. */
const picked = (columns, rows) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, rows.map((row) => column[row])]));

/** New numbers for the rows that stay, by their old ones. */
const renumbered = (rows) => new Map(rows.map((row, index) => [row, index]));

/** Numbers anew, in the order in which they first stand there. */
function inOrderSeen(numbers) {
  const seen = new Map();
  return numbers.map((number) => {
    if (!seen.has(number)) seen.set(number, seen.size);
    return seen.get(number);
  });
}

/** The rows of a table that others use, in the table's own order. */
const used = (indices) => [...new Set(indices)].sort((one, other) => one - other);

/**
 * @param {object} answer the whole case, as `view.json`
 * @param {number[]} kept indices of events, ascending
 * @param {number[]} since the orders from which they match the filters
 * @returns {object} as `view.json` under a filter
 */
export function subset(answer, kept, since) {
  const eventAt = renumbered(kept);
  const claimRows = [...answer.claims.event.keys()].filter((row) => eventAt.has(answer.claims.event[row]));
  const events = picked(answer.events, kept);
  const claims = picked(answer.claims, claimRows);
  const placeRows = used(events.places.flat());
  const sourceRows = used(claims.source);
  const [placeAt, sourceAt, claimAt] = [placeRows, sourceRows, claimRows].map(renumbered);
  return {
    ...answer,
    told: { id: answer.claims.id, order: answer.claims.order },
    counts: { ...answer.counts, matched: kept.length, sent: kept.length },
    events: { ...events, matches_since: since, places: events.places.map((places) => places.map((place) => placeAt.get(place))) },
    claims: {
      ...claims,
      event: claims.event.map((event) => eventAt.get(event)),
      source: claims.source.map((source) => sourceAt.get(source)),
      statement: inOrderSeen(claims.statement),
    },
    sources: picked(answer.sources, sourceRows),
    places: picked(answer.places, placeRows),
    sentences_naming: answer.sentences_naming
      .filter(([claim, place]) => claimAt.has(claim) && placeAt.has(place))
      .map(([claim, place, parts]) => [claimAt.get(claim), placeAt.get(place), parts]),
  };
}
