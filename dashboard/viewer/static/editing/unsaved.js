/**
 * Changes that are not saved yet, kept in the browser's tab: a reload loses nothing, and leaving asks first.
 */
const PREFIX = 'whenabouts edits of ';

const nameOf = (folder) => `${PREFIX}${new URL('.', document.baseURI).pathname}${folder}`;

/** @param {string} folder name of the case's folder @param {object | null} kept as `Edits.keptAs` gives it @returns {boolean} whether there was room */
export function keepUnsaved(folder, kept) {
  try {
    if (kept) sessionStorage.setItem(nameOf(folder), JSON.stringify(kept));
    else sessionStorage.removeItem(nameOf(folder));
  } catch {
    return false; // full, or not allowed: the page says so, and goes on
  }
  return true;
}

/** @returns {object | null} what was kept */
export function unsaved(folder) {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(folder)));
  } catch {
    return null;
  }
}

/** Has the browser ask before the page is left. @param {() => boolean} isNeeded */
export function askBeforeLeaving(isNeeded) {
  addEventListener('beforeunload', (event) => isNeeded() && event.preventDefault());
}
