/**
 * A part of the page that fails says so in its own place, and the rest goes on. It imports nothing: where nothing else
 * of ours can be loaded, it still says so.
 */

/** @param {unknown} error @param {string[]} own addresses, or how they begin @returns {boolean} whether one of these was at work */
const isOf = (error, own) => own.some((address) => `${error?.message}\n${error?.stack}`.includes(address));

/** @param {string} sentence @param {string} reload what leads to a fresh page */
function notice(sentence, reload) {
  const made = document.createElement('div');
  made.setAttribute('role', 'alert');
  made.dataset.testid = 'part-failed';
  made.style.cssText = 'margin: 8px; padding: 8px 12px; border-left: 3px solid currentColor; font: 13px/1.45 system-ui, sans-serif;';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = reload;
  button.style.cssText = 'display: block; min-height: 24px; margin-top: 4px; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-decoration: underline; cursor: pointer;';
  button.addEventListener('click', () => location.reload());
  made.append(sentence, button);
  return made;
}

/**
 * Watches over a part of the page.
 * @param {ShadowRoot | HTMLElement} place where the part stands
 * @param {{own: string[], words: {cannot: string, doubtful: string, reload: string}}} part `own`: addresses of what
 *   it alone is made of, or how they begin; `cannot`: that it cannot be shown; `doubtful`: that what it shows may not hold any more
 * @returns {{failed: (error: unknown) => void, stop: () => void}} `failed` says that the part cannot be shown
 */
export function guard(place, { own, words }) {
  const watching = new AbortController();
  let said = null;
  const say = (sentence) => {
    if (said?.isConnected) return;
    said = notice(sentence, words.reload);
    place.prepend(said);
  };
  const hear = (error) => error && isOf(error, own) && say(words.doubtful);
  addEventListener('error', ({ error }) => hear(error), { signal: watching.signal });
  addEventListener('unhandledrejection', ({ reason }) => hear(reason), { signal: watching.signal });
  return {
    failed(error) {
      console.error(error);
      say(words.cannot);
    },
    stop: () => watching.abort(),
  };
}
