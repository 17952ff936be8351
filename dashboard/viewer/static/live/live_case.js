/**
 * The case as the server shows it now, asked for while somebody looks at the page. What it says changes nothing here
 * before the reader agrees.
 */
import { loadCase } from '../case_data.js';
import { parseAddress } from '../address_bar.js';
import { sameClaim, sameEvent } from './news.js';

const BETWEEN_LOOKS = 10_000; // milliseconds
const BETWEEN_TRIES = 3000; // where the server is away, or something was not answered
const LONGEST_PAUSE = 60_000; // where it goes on answering, but not that
const SPREAD = 0.4; // of that, so that a class that opened the page at once does not ask at once

const besideThePage = (path) => new URL(path, document.baseURI).href;

export class LiveCase {
  /** @param {object} reader the page's reader state @param {() => void} changed */
  constructor(reader, changed) {
    Object.assign(this, { reader, changed, state: null, misses: 0 });
    reader.recover = (asked) => this.recover(asked);
    this.listening = new AbortController();
    const [soon, { signal }] = [() => this.look(), this.listening];
    document.addEventListener('visibilitychange', soon, { signal });
    addEventListener('online', soon, { signal });
    reader.map.drawn.then(soon);
    this.unlisten = reader.listen((change) => this.hear(change));
  }

  stop() {
    this.listening.abort();
    this.unlisten();
    clearTimeout(this.timer);
  }

  /** What was not answered is asked for again sooner. */
  hear(change) {
    if (change === 'data') this.misses = 0;
    if (change === 'trouble' && this.reader.isBehind) this.lookIn(this.pause());
  }

  /** A server that goes on refusing is asked less and less often: what it refuses may be much work for it. */
  pause() {
    return this.reader.isBehind ? Math.min(BETWEEN_TRIES * 2 ** this.misses, LONGEST_PAUSE) : BETWEEN_LOOKS;
  }

  lookIn(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), milliseconds * (1 + SPREAD * (Math.random() - 0.5)));
  }

  /** Asks for the state unless nobody looks; a server that is away is asked again later. */
  async look() {
    clearTimeout(this.timer);
    if (document.visibilityState === 'hidden' || this.listening.signal.aborted) return;
    const look = Symbol('look');
    this.newestLook = look;
    const state = await this.ask().catch(() => null);
    if (this.newestLook !== look || this.listening.signal.aborted) return;
    this.lookIn(state ? this.pause() : BETWEEN_TRIES);
    const isBack = state && this.isAway;
    this.isAway = !state;
    if (state) this.take(state);
    if (isBack) this.reader.comeBack();
    else if (state && this.reader.isBehind) {
      this.misses += 1;
      this.reader.retry();
    }
  }

  /** The browser sends along what it has seen, and is sent nothing where that still holds. */
  async ask(path = 'live/state.json', how = { cache: 'no-cache' }) {
    const response = await fetch(besideThePage(path), how);
    return response.ok ? response.json() : null;
  }

  take(state) {
    this.state = state;
    this.reader.offer(state.data ? besideThePage(state.data) : null);
    this.changed();
  }

  /** Has the server ask the copy's address again. @returns {Promise<boolean>} whether it answered */
  async fetchAgain() {
    const state = await this.ask('live/fetch', { method: 'POST' }).catch(() => null);
    if (state) this.take(state);
    return state !== null;
  }

  /**
   * Takes the newer version up in place: clock, window or moment, filters, selection and the map's position stay.
   * @returns {Promise<{old: CaseData, next: CaseData, isLost: boolean}>} `isLost`: the selected event is gone
   */
  async takeUp() {
    const { reader } = this;
    const base = reader.newer;
    const next = await this.asFiltered(base);
    const [old, selected] = [reader.data, reader.selected]; // also what was chosen meanwhile stays
    const asked = { ...parseAddress(reader.address.query()), version: null };
    if (!next.isLarge && !old.isLarge) this.follow(asked, old, next);
    await reader.takeUp(base, asked);
    return { old, next, isLost: selected !== null && asked.event === null };
  }

  /** Loads a version as it is with the reader's filters, also those chosen while it was on its way. */
  async asFiltered(base) {
    const wanted = () => this.reader.answer('view.json', base);
    for (;;) {
      const address = wanted();
      const loaded = await loadCase(address);
      if (wanted() === address) return loaded;
    }
  }

  /** Has what is asked for mean the same event and moment in the newer version. */
  follow(asked, old, next) {
    const event = old.event(asked.event);
    if (event) asked.event = sameEvent(old, next, event)?.id ?? null;
    const claim = old.claims.find(({ id }) => id === asked.asof);
    if (claim) asked.asof = sameClaim(old, next, claim)?.id ?? asked.asof;
  }

  /**
   * Goes on with the version that the server shows, where it no longer has this page's.
   * @param {object} asked what the address asks for
   * @returns {Promise<boolean>} whether there is another
   */
  async recover(asked) {
    const { reader } = this;
    this.state = await this.ask().catch(() => null);
    const base = this.state?.data && besideThePage(this.state.data);
    if (!base || base === reader.base) return false;
    const now = reader.data ? { ...parseAddress(reader.address.query()), version: null } : asked;
    await reader.takeUp(base, now);
    this.recovered = true;
    this.changed();
    return true;
  }
}

