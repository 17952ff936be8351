/**
 * The keys of a lesson: those of a keyboard and of a clicker. The map's frame passes them on to the page.
 */
const KEYS = {
  ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'back', PageUp: 'back',
  ArrowDown: 'nextStatement', ArrowUp: 'previousStatement', Home: 'first', End: 'last', Escape: 'leave',
  s: 'standing', b: 'standing', '.': 'standing', // a clicker's black screen sends one of the last two
};
const PRESSED_BY_SPACE = 'button, a[href], summary';
const OWN_KEYS = 'input, select, textarea';

/**
 * @param {KeyboardEvent} event
 * @returns {string | undefined} what it does to the lesson; nothing where it belongs to what has the focus
 */
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const [target] = event.composedPath();
  if (event.key !== 'Escape' && target.matches?.(OWN_KEYS)) return undefined;
  if (event.key === ' ' && target.matches?.(PRESSED_BY_SPACE)) return undefined;
  const action = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  const scrolls = action?.endsWith('Statement') && target.matches?.('[data-scrolls]');
  return scrolls ? undefined : action;
}
