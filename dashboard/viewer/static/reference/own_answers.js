/**
 * The answers that a server would give, by the page itself: from the case's files, which it carries or fetches once.
 */
import { ownQuery } from '../address_bar.js';
import { readJson } from '../resources.js';
import { filtersIn } from '../view_filters.js';
import { gettext } from '../words.js';
import { CaseFilters } from './client_filters.js';
import { usableView } from './client_permalinks.js';
import { subset } from './subset.js';

const SOURCE = /^sources\/(.+)\.json$/;

/**
 * @param {string} base address under which the case's files lie
 * @returns {(address: string) => Promise<object>} answers what a server does under that address
 */
export function ownAnswers(base) {
  const files = new Map();
  const file = (name) => {
    if (!files.has(name)) {
      files.set(name, readJson(`${base}${name}`));
      files.get(name).catch(() => files.delete(name));
    }
    return files.get(name);
  };
  let made = null;
  const caseFilters = async () => {
    made ??= new CaseFilters(await file('view.json'), await file('filters.json'));
    return made;
  };
  const answers = {
    'view.json': async (query) => {
      const whole = await file('view.json');
      if (!query.size) return whole;
      const [all, filters] = [await caseFilters(), filtersIn(query)];
      const kept = all.matching(filters);
      return subset(whole, kept, all.matchesSince(filters, kept));
    },
    'facets.json': async (query) => (await caseFilters()).facets(filtersIn(query)),
    'permalink.json': async (query) => usableView(await caseFilters(), ownQuery(query)),
  };
  return async (address) => {
    const { origin, pathname, protocol, searchParams } = new URL(address);
    const name = decodeURIComponent(pathname.slice(new URL(base).pathname.length));
    const source = SOURCE.exec(name)?.[1];
    if (source) return (await file('texts.json'))[source];
    if (!(name in answers)) throw new Error(gettext('This copy of the case has no {name}.', { name: `${protocol}//${origin}${name}` }));
    return answers[name](searchParams);
  };
}
