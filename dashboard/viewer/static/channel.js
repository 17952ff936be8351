/**
 * The channel between the page and the map's frame: one name for each browser tab, kept on the
 * top page, which the frame (same origin) can reach; so both find each other again after the
 * server was restarted or the session was lost.
 *
 * Messages from the page:  {type: 'coming', url}  {type: 'case', url}  {type: 'reader', from, to, event, place, …}
 * Messages from the frame: {type: 'hello'}  {type: 'drawn'}  {type: 'select', event, place}  {type: 'moved', lat, lon, zoom}
 */
const KEY = '__whenaboutsChannel';

function tabName(top) {
  if (!top[KEY]) {
    // crypto.randomUUID is missing on plain http, which a class on a local network uses.
    top[KEY] = `whenabouts-${Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-')}`;
  }
  return top[KEY];
}

/** @param {Window} top the page, also when called in its frame */
export function openChannel(top) {
  return new BroadcastChannel(tabName(top));
}
