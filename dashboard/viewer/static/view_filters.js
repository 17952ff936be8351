/**
 * What the events are filtered by, and its form in an address. The server answers it.
 */
export const FACETS = ['kind', 'standing', 'source', 'actor'];

/** @param {URLSearchParams} query of an address */
export function filtersIn(query) {
  const filters = { q: (query.get('q') ?? '').trim() };
  for (const facet of FACETS) filters[facet] = [...new Set(query.getAll(facet).filter(Boolean))].sort();
  return filters;
}

/**
 * The filters that hold for a reader: by standing only where today's may be read.
 * @returns {[string, string][]} the pairs of an address's query, in one order
 */
export function filterPairs(filters, { knowsStandings }) {
  const pairs = FACETS.filter((facet) => facet !== 'standing' || knowsStandings)
    .flatMap((facet) => filters[facet].map((value) => [facet, value]));
  return filters.q ? [...pairs, ['q', filters.q]] : pairs;
}

/** The filters with one value of a facet taken or left. */
export function toggled(filters, facet, value) {
  const had = filters[facet].includes(value);
  const values = had ? filters[facet].filter((other) => other !== value) : [...filters[facet], value].sort();
  return { ...filters, [facet]: values };
}
