/**
 * The claims of an event, in its form: the way to each, a new one, and moving some of them to another event.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { freeId } from './edits.js';
import { eventChoice } from './event_choice.js';
import { splitParts } from './merging.js';

/**
 * @param {import('./desk.js').Desk} desk
 * @param {string} key of the event
 * @param {HTMLElement} host where dialogs are put
 * @returns {{root: HTMLElement, show: () => void}}
 */
export function eventClaims(desk, key, host) {
  const list = element('ul', { class: 'event-claims' });
  const heading = element('h3', {});
  const ticked = new Set();
  const move = element('button', { type: 'button', class: 'plain', onclick: () => split(desk, key, ticked), data: { act: 'split' } }, gettext('Move to a new event'));
  const give = element('button', { type: 'button', class: 'plain', onclick: () => openMove(desk, host, key, ticked), data: { act: 'move' } }, gettext('Move to another event…'));
  const add = element('button', { type: 'button', class: 'plain', onclick: () => addClaim(desk, key) }, gettext('New claim'));
  const actions = element('div', { class: 'form-actions' }, add, move, give);
  const root = element('section', { class: 'group claims' }, heading, list, actions);
  let shown = '';
  const allow = (claims) => {
    move.disabled = ticked.size === 0 || ticked.size === claims.length;
    give.disabled = ticked.size === 0;
  };
  const show = () => {
    const row = desk.edits.row('events', key);
    const id = row?.cells.event_id;
    const claims = id ? desk.edits.standing('claims').filter(({ cells }) => cells.event_id === id) : [];
    for (const claim of ticked) if (!claims.some((one) => one.key === claim)) ticked.delete(claim);
    allow(claims);
    const words = JSON.stringify([id, row?.state, claims.map(({ key: claim, cells, state }) => [claim, cells.speaker, cells.stance, cells.says, state])]);
    if (words === shown) return;
    shown = words;
    heading.textContent = ngettext('{count} claim', '{count} claims', claims.length);
    actions.hidden = row?.state === 'removed';
    const tick = ({ target }) => {
      if (target.checked) ticked.add(target.value);
      else ticked.delete(target.value);
      allow(claims);
    };
    list.replaceChildren(...claims.map((claim) => line(desk, claim, ticked, tick)));
    move.hidden = claims.length < 2;
    give.hidden = claims.length === 0;
  };
  return { root, show };
}

function line(desk, { key, cells: { speaker, stance, says } }, ticked, tick) {
  const words = says || speaker;
  return element('li', {},
    element('input', { type: 'checkbox', value: key, checked: ticked.has(key), onchange: tick, 'aria-label': gettext('Move: {claim}', { claim: words }) }),
    element('button', { type: 'button', class: 'reference', onclick: () => desk.choose({ table: 'claims', key }) },
      element('span', {}, words), element('span', { class: 'muted' }, [speaker, stance].filter(Boolean).join(' · '))));
}

function addClaim(desk, key) {
  const { cells } = desk.edits.row('events', key);
  desk.add('claims', { claim_id: freeId(desk.edits, 'claims', `${cells.event_id || 'claim'}-1`), event_id: cells.event_id ?? '' }, 'speaker');
}

/** Chooses the event that the ticked claims are about. */
function openMove(desk, host, event, ticked) {
  const count = ticked.size;
  const move = element('button', { type: 'button', class: 'plain main', disabled: true }, gettext('Move'));
  let to = null;
  const choose = (key) => {
    to = key;
    move.disabled = false;
  };
  move.addEventListener('click', () => {
    dialog.close();
    desk.change(splitParts(desk.edits, event, [...ticked], to).parts);
  });
  const dialog = openDialog(host, ngettext('Move {count} claim to another event', 'Move {count} claims to another event', count),
    eventChoice(desk, event, gettext('The event that they are about'), choose), element('div', { class: 'dialog-part' }, move));
}

function split(desk, event, ticked) {
  const { parts, key } = splitParts(desk.edits, event, [...ticked]);
  desk.change(parts);
  desk.choose({ table: 'events', key, column: 'title' });
}
