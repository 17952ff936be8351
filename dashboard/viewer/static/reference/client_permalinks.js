/**
 * What of a permalink a case can show, where there is no server to ask (`geodata.permalinks`): what is not known is
 * left out and told. Pure.
 */
import { dayOf, instantOf, isoOf, startOfMonth } from '../calendar.js';
import { HAPPENED, TOLD } from '../clocks.js';
import { FACETS } from '../view_filters.js';
import { gettext } from '../words.js';

const KNOWN = new Set(['clock', 'from', 'to', 'asof', 'event', 'place', ...FACETS, 'q', 'names', 'lat', 'lon', 'zoom', 'version']);
const POSITION = ['lat', 'lon', 'zoom'];
const MONTH = /^\d{4}-\d{2}$/;

/**
 * @param {import('./client_filters.js').CaseFilters} filters of the case
 * @param {URLSearchParams} query of the permalink
 * @returns {{query: string, as_asked: boolean, ignored: {name: string, value: string, reason: string}[]}}
 */
export function usableView(filters, query) {
  const ignored = [];
  const used = new URLSearchParams();
  let settled = false;
  for (const [name, value] of query) {
    if (!value.trim()) continue;
    const reason = reasonAgainst(filters, query, name, value);
    if (reason) ignored.push({ name, value, reason });
    else if (name === 'asof') {
      const { moment, beside } = settledMoment(filters.answer, value);
      if (beside) ignored.push({ name, value, reason: beside });
      used.append(name, moment);
      settled ||= moment !== value;
    } else used.append(name, value);
  }
  return { query: used.toString(), as_asked: !settled && ignored.length === 0, ignored };
}

/** A month as its last day; a day beside all telling as the nearest, and why. */
function settledMoment({ claims, about }, value) {
  if (claims.id.includes(value)) return { moment: value };
  const isMonth = MONTH.test(value);
  const day = isMonth ? lastOfMonth(value) : instantOf(value, about.timezone).day;
  const told = claims.day.filter((one) => one !== null);
  const [first, last] = [told[0], told.at(-1)]; // claims stand in the order told
  const nearest = Math.min(Math.max(day, first - 1), last);
  if (nearest === day) return { moment: isMonth ? isoOf(day) : value };
  const isBeside = day < first || (isMonth ? dayOf(`${value}-01`) : day) > last;
  return { moment: isoOf(nearest), beside: isBeside && gettext('this case was told from {first} to {last}', { first: isoOf(first), last: isoOf(last) }) };
}

const lastOfMonth = (month) => startOfMonth(dayOf(`${month}-01`), 1) - 1;

/** Why a part of a query cannot be used; nothing where it can. */
function reasonAgainst({ answer, values }, query, name, value) {
  if (!KNOWN.has(name)) return gettext('there is no such parameter');
  const isTold = query.get('clock') === TOLD;
  const checks = {
    clock: () => clockReason(answer, value),
    from: () => dayReason(answer, value, (day) => day > answer.span.to),
    to: () => dayReason(answer, value, (day) => day < answer.span.from),
    asof: () => momentReason(answer, value, isTold),
    event: () => !answer.events.id.includes(value) && gettext('no such event'),
    place: () => placeReason(answer, query, value),
    names: () => !answer.languages.includes(value) && gettext('no place has a name in that language'),
  };
  if (checks[name]) return checks[name]();
  if (POSITION.includes(name)) return POSITION.some((other) => !query.get(other)) && gettext('lat, lon and zoom are used together only');
  if (!FACETS.includes(name)) return null;
  if (name === 'standing') {
    if (isTold) return gettext('it counts only with clock=happened');
    return !answer.standings.some(({ id }) => id === value) && gettext('no such standing in this case');
  }
  return !values[name].some((own) => own.includes(value)) && gettext('no such {facet} in this case', { facet: name });
}

function placeReason({ events, places }, query, value) {
  if (events.id.includes(query.get('event'))) return gettext('it counts only without an event');
  return !places.id.includes(value) && gettext('no such place');
}

function clockReason({ claims }, value) {
  if (![HAPPENED, TOLD].includes(value)) return gettext('expected one of happened, told');
  return value === TOLD && claims.day.every((day) => day === null) && gettext('this case does not tell when anything was said');
}

function dayReason({ span }, value, isBeside) {
  const day = dayOf(value);
  if (Number.isNaN(day)) return gettext('expected a day such as 2024-04-17');
  return isBeside(day) && gettext('this case runs from {first} to {last}', { first: isoOf(span.from), last: isoOf(span.to) });
}

function momentReason({ claims, about }, value, isTold) {
  if (!isTold) return gettext('it counts only with clock=told');
  const isKnown = claims.id.includes(value) || (MONTH.test(value) && !Number.isNaN(lastOfMonth(value)))
    || !Number.isNaN(instantOf(value, about.timezone).day);
  return !isKnown && gettext('no such statement, day or instant');
}
