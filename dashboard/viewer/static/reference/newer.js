/**
 * A published case keeps itself in the browser, so that it opens without a network, and looks for a newer version.
 */
import { showNotice } from '../live/notice.js';
import { gettext } from '../words.js';

const BETWEEN_LOOKS = 300_000; // milliseconds
const LONGEST_WAIT = 20_000; // milliseconds for the newer version's files

async function published() {
  try {
    const response = await fetch('manifest.json', { cache: 'no-store' });
    return response.ok ? await response.json() : null;
  } catch {
    return null; // no network: what is here stays
  }
}

/** Waits until the newer version's files are here, then has them take over. */
async function show(button) {
  button.disabled = true;
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration) {
    const taken = new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
      setTimeout(done, LONGEST_WAIT);
    });
    await registration.update().catch(() => {}); // its reason is the network's: the reload says it
    const arrived = (worker) => worker?.postMessage({ type: 'take over' });
    if (registration.waiting) arrived(registration.waiting);
    else registration.installing?.addEventListener('statechange', ({ target }) => target.state === 'installed' && arrived(target));
    if (registration.waiting || registration.installing) await taken;
  }
  location.reload();
}

/**
 * @param {{publication: string}} told which publication this page is of
 * @param {HTMLElement} host where the offer is put
 */
export function offerNewer({ publication }, host) {
  const look = async () => {
    if (document.visibilityState === 'hidden' || !navigator.onLine || host.childElementCount) return;
    const found = await published();
    if (!found || found.publication === publication || host.childElementCount) return;
    const words = found.updated ? gettext('A newer version is here, of {updated}.', { updated: found.updated }) : gettext('A newer version is here.');
    showNotice(host, words, [{ words: gettext('Show'), act: show }]);
  };
  // of plain http a browser keeps nothing: there it is a page like others
  navigator.serviceWorker?.register('service-worker.js').catch((error) => reportError(error));
  document.addEventListener('visibilitychange', look);
  addEventListener('online', look);
  setInterval(look, BETWEEN_LOOKS);
  look();
}
