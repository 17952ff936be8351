/**
 * The channel between the page and the map's frame. It is kept on the page, which the frame (same origin) can
 * reach, so both find each other again after the server was restarted, the session lost or the frame made anew.
 * A message is delivered at once, within the task that posts it: a dragged day is drawn before the browser
 * begins to render. Who receives a message must not change it.
 *
 * Messages from the page:  {type: 'coming', url}  {type: 'case', url}  {type: 'reader', from, to, event, place, names, …}
 * Messages from the frame: {type: 'hello'}  {type: 'drawn'}  {type: 'select', event, place}  {type: 'names', names}  {type: 'moved', lat, lon, zoom}
 *   {type: 'sight', bounds}  {type: 'trouble', words}  {type: 'failed'}, where the map cannot be shown or has failed
 *   {type: 'key', action} while a class is presented to
 */
const KEY = '__whenaboutsChannel';

class Channel {
  constructor(ends) {
    this.ends = ends;
    this.onmessage = null;
    ends.add(this);
    // a window that goes away takes its end with it
    addEventListener('pagehide', ({ persisted }) => persisted || ends.delete(this));
  }

  postMessage(data) {
    for (const end of this.ends) if (end !== this) end.deliver(data);
  }

  close() {
    this.ends.delete(this);
  }

  deliver(data) {
    try {
      this.onmessage?.({ data });
    } catch (error) {
      reportError(error); // it is the receiver's, and must not stop the sender
    }
  }
}

/** @param {Window} page the page, also when called in its frame */
export function openChannel(page) {
  page[KEY] ??= new Set();
  return new Channel(page[KEY]);
}
