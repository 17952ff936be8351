/**
 * Claims grouped by the statement they carry: copies of one statement are listed, and count, once.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { citedAs, claimElement, claimHead } from './claim.js';

/**
 * @param {object[]} claims of one event, told by the moment shown, in order
 * @returns {Statement[]} `{first, claims}` in the order told: the copy told first stands for all
 */
export function statementsOf(claims) {
  const found = new Map();
  for (const claim of claims) {
    const statement = found.get(claim.statement);
    if (statement) statement.claims.push(claim);
    else found.set(claim.statement, { first: claim, claims: [claim] });
  }
  return [...found.values()];
}

/** @returns {string} such as "9 statements in 14 claims", or "9 claims" where none is a copy */
export function countWords(statements) {
  const count = statements.reduce((sum, { claims }) => sum + claims.length, 0);
  const claims = ngettext('{count} claim', '{count} claims', count);
  if (count === statements.length) return claims;
  return gettext('{statements} in {claims}', {
    statements: ngettext('{count} statement', '{count} statements', statements.length), claims,
  });
}

/**
 * @param {import('./claim.js').Reading} reading
 * @param {Statement} statement
 * @returns {HTMLElement} the claim, or the statement with each of the claims that carry it
 */
export function statementElement(reading, statement) {
  if (statement.claims.length === 1) return claimElement(reading, statement.first);
  const { data } = reading;
  const sources = [...new Set(statement.claims.map(({ source }) => citedAs(data.sources[source])))];
  return element('li', { class: 'statement', data: { testid: 'statement' } },
    claimHead(reading, statement.first),
    element('p', { class: 'sentence-of' }, statement.first.sentence),
    element('p', { class: 'muted' }, ngettext('Carried by {count} source: {sources}', 'Carried by {count} sources: {sources}', sources.length, { sources: sources.join(', ') })),
    element('ul', { class: 'copies' }, ...statement.claims.map((claim) => claimElement(reading, claim, { copyOf: statement.first }))));
}
