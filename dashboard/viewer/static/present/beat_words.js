/**
 * A beat of a lesson in words: the statement announced, or the claim told last, with those before it on the event.
 */
import { element } from '../dom.js';
import { carriersOf, readableAt } from '../told.js';
import { gettext, ngettext } from '../words.js';

/** The statement before anything of it is told: only who speaks; a title would tell what. */
export function announcement(data, { all }) {
  const sources = [...new Set(all.map(({ source }) => data.sources[source]))];
  return [
    element('p', { class: 'lead' }, ngettext('A source speaks:', '{count} sources speak:', sources.length)),
    ...sources.map(({ publisher }) => element('p', { class: 'claim-line' }, publisher)),
  ];
}

/** How the day of a source was found that prints none; not before the source has told all, of which it may speak. */
const inferredDay = (source, order) => source.is_inferred && element('p', { class: 'muted' },
  readableAt(source, order).whole ? `≈ ${source.published_basis}` : gettext('≈ day inferred'));

/** The claim told last, in large type, and what the statement had told of its event before. */
export function toldElements(data, { claims }) {
  const claim = claims.at(-1);
  const event = data.events[claim.event];
  const source = data.sources[claim.source];
  const carriers = carriersOf(data, claim, claim.order);
  const earlier = claims.slice(0, -1).filter((other) => other.event === claim.event).reverse();
  return [
    element('h3', {}, event.title),
    element('div', { class: 'claim-now', data: { testid: 'present-claim', stance: data.stances[claim.stance].id } },
      element('p', { class: 'claim-line' }, claim.sentence),
      claim.says && claim.says !== event.title && element('p', { class: 'says' }, claim.says),
      element('p', { class: 'muted' }, gettext('in {source}', { source: source.publisher || source.title }),
        carriers > 1 && ngettext(' · one statement in one source', ' · one statement in {count} sources', carriers)),
      inferredDay(source, claim.order)),
    earlier.length > 0 && element('div', { class: 'earlier' }, element('h4', {}, gettext('Told of it before, in this statement')),
      element('ul', {}, ...earlier.map(({ sentence }) => element('li', {}, sentence)))),
  ].filter(Boolean);
}
