/** What passes between the page and the map's frame: the frame is told what to show, and says what the reader does there. */
import { openChannel } from './channel.js';

const LONGEST_WAIT = 5000; // milliseconds for the map's first drawing, before what can wait is done all the same

const PATIENCE = 20_000; // milliseconds for the map's first word

export class MapLink {
  constructor(reader) {
    this.reader = reader;
    this.fails = false;
    this.drawn = new Promise((drawn) => {
      this.setDrawn = drawn;
      setTimeout(drawn, LONGEST_WAIT);
    });
    this.channel = openChannel(window);
    this.channel.onmessage = ({ data }) => this.hear(data);
  }

  /** Waits for the map's first word, where there is to be a map. */
  watch() {
    this.watching ??= setTimeout(() => this.hasSpoken || this.setFails(true), PATIENCE);
  }

  /** Whether the map has said that it is there, or that it cannot be. */
  setFails(fails) {
    this.hasSpoken = true;
    if (fails === this.fails) return;
    this.fails = fails;
    this.reader.tell('trouble');
  }

  /** Other data are being fetched. @param {string} url where from */
  announce(url) {
    this.channel.postMessage({ type: 'coming', url });
  }

  /** Shows what the reader looks at. @param {'case' | 'reader'} type whether the case's data have changed with it */
  show(type) {
    const { data } = this.reader;
    this.channel.postMessage({ type, ...type === 'case' && { url: data.url }, ...this.reader.snapshot() });
  }

  hear(message) {
    const { reader } = this;
    if (message.type === 'hello') this.setFails(false);
    else if (message.type === 'failed') this.setFails(true);
    if (!reader.data) return;
    if (message.type === 'trouble') reader.setTrouble(message.words);
    else if (message.type === 'sight') reader.large.see(message.bounds);
    else if (message.type === 'drawn') this.setDrawn();
    else if (message.type === 'hello') this.show('case');
    else if (message.type === 'select') reader.select(message.event, message.place);
    else if (message.type === 'names') reader.setNames(message.names);
    else if (message.type === 'moved') reader.setPosition(message.position);
  }
}
