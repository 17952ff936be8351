/**
 * Play by keyboard: Space, the arrows, Home and End, where the focus is in the timeline or on nothing in
 * particular.
 */
import { aDialogIsOpen } from '../dialog.js';

const OWN_KEYS = 'input, select, textarea, summary, [contenteditable], [popover]';
const PRESSED_BY_SPACE = 'button, a[href]';

/**
 * @param {import('./play.js').Play} play
 * @param {HTMLElement} timeline
 * @returns {() => void} ends it
 */
export function playByKeys(play, timeline) {
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!play.reader.data || !play.isPossible || !isMeant(event, timeline)) return;
    const act = actionOf(event, play);
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function actionOf({ key, repeat }, play) {
  if (key === ' ') return repeat ? () => {} : () => play.toggle();
  if (key === 'ArrowLeft' || key === 'ArrowRight') return () => play.step(key === 'ArrowRight' ? 1 : -1);
  if (key === 'Home' || key === 'End') return () => play.leap(key === 'End' ? 1 : -1);
  return null;
}

/** The timeline's fields and buttons keep their own keys, and so does all that has the focus elsewhere. */
function isMeant(event, timeline) {
  if (timeline.clientWidth === 0 || aDialogIsOpen()) return false;
  const [target] = event.composedPath();
  if (timeline.contains(target)) return !target.closest(OWN_KEYS) && !(event.key === ' ' && target.closest(PRESSED_BY_SPACE));
  return target.contains(timeline.getRootNode().host); // the page itself: nothing in particular has the focus
}
