/**
 * Which events filters leave, and how many have each value: what `geodata.store` answers behind a server. Pure.
 */
import { FACETS } from '../view_filters.js';
import { folding, wordsOf } from './folding.js';

const FROM_THE_START = -1;

/** As Python sorts texts: by code points. */
function byCodePoints(one, other) {
  const [left, right] = [Array.from(one), Array.from(other)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at < 0) return left.length - right.length;
  return at < right.length ? left[at].codePointAt(0) - right[at].codePointAt(0) : 1;
}

export class CaseFilters {
  /**
   * @param {object} answer the whole case, as `view.json`
   * @param {object} facts what else the filters compare, as `filters.json`
   */
  constructor(answer, facts) {
    Object.assign(this, { answer, facts });
    this.fold = folding(facts.folding);
    const { events, claims, sources, standings } = answer;
    const told = events.id.map(() => new Set());
    claims.event.forEach((event, index) => told[event].add(sources.id[claims.source[index]]));
    this.values = {
      kind: events.kind.map((kind) => [kind]),
      standing: events.standing.map((standing) => [standings[standing].id]),
      source: told.map((found) => [...found]),
      actor: facts.actors.of_event.map((found) => found.map((index) => facts.actors.values[index])),
    };
  }

  /** The indices of the events that match all filters but one. @returns {number[]} */
  matching(filters, leaveOut = '') {
    const words = wordsOf(this.fold, filters.q);
    const wanted = FACETS.filter((facet) => facet !== leaveOut)
      .map((facet) => [this.values[facet], new Set(this.understood(facet, filters[facet]))])
      .filter(([, values]) => values.size);
    const texts = words.length ? this.toldTexts() : [];
    return this.answer.events.id.map((_, index) => index)
      .filter((index) => wanted.every(([values, chosen]) => values[index].some((value) => chosen.has(value))))
      .filter((index) => words.every((word) => texts[index].some(([, text]) => text.includes(word))));
  }

  /**
   * From which order on events that match do so: an event is found by what had been told of it.
   * @param {number[]} kept their indices
   * @returns {number[]}
   */
  matchesSince(filters, kept) {
    const { claims, sources } = this.answer;
    const words = wordsOf(this.fold, filters.q);
    const texts = words.length ? this.toldTexts() : [];
    const bySource = new Map();
    if (filters.source.length) {
      claims.event.forEach((event, index) => {
        if (!bySource.has(event) && filters.source.includes(sources.id[claims.source[index]])) bySource.set(event, claims.order[index]);
      });
    }
    const byWord = (index) => words.map((word) => Math.min(...texts[index].filter(([, text]) => text.includes(word)).map(([since]) => since)));
    return kept.map((index) => Math.max(FROM_THE_START, bySource.get(index) ?? FROM_THE_START, ...byWord(index)));
  }

  /** A standing that there is none of in the rule is no filter, as in an address. */
  understood(facet, values) {
    if (facet !== 'standing') return values;
    return values.filter((value) => this.answer.standings.some(({ id }) => id === value));
  }

  /** Each facet counted under all filters but its own. @returns {Record<string, object[]>} */
  facets(filters) {
    return Object.fromEntries(FACETS.map((facet) => [facet, this.facet(facet, filters)]));
  }

  facet(facet, filters) {
    const counts = new Map();
    for (const index of this.matching(filters, facet)) {
      for (const value of this.values[facet][index]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const counted = this.facts.facets[facet].map((entry) => ({ ...entry, count: counts.get(entry.value) ?? 0 }))
      .sort((one, other) => other.count - one.count || byCodePoints(one.value, other.value));
    const most = this.facts.most_values[facet] ?? counted.length;
    return counted.filter(({ value }, at) => at < most || filters[facet].includes(value));
  }

  /** For each event the folded texts that a search looks through, each with the order it is told from; made once. */
  toldTexts() {
    if (this.searched) return this.searched;
    const { events, claims } = this.answer;
    const { localities, places } = this.facts;
    const known = new Map();
    const fold = (text) => {
      if (!known.has(text)) known.set(text, this.fold(text));
      return known.get(text);
    };
    const parts = events.id.map((_, index) => [
      ...[events.title[index], events.description[index], localities[index]].map((text) => [FROM_THE_START, text]),
      ...places.of_event[index].map(([place, since]) => [since, places.texts[place]]),
    ]);
    claims.event.forEach((event, index) =>
      parts[event].push([claims.order[index], claims.speaker[index]], [claims.order[index], claims.says[index]]));
    this.searched = parts.map((texts) => texts.map(([since, text]) => [since, fold(text)]));
    return this.searched;
  }
}
