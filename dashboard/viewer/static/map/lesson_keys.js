/**
 * While a class is presented to, the keys of the lesson work in the map's frame, too: the page is told of them.
 */
import { actionOf } from '../present/lesson_keys.js';

/** @param {{reader: {presents: boolean}, channel: object}} map the viewer's map */
export function passLessonKeys(map) {
  window.addEventListener('keydown', (event) => {
    const action = map.reader.presents && actionOf(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    map.channel.postMessage({ type: 'key', action });
  }, { capture: true });
}
