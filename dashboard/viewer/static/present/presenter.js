/**
 * Presenting to a class: the second clock statement by statement, claim by claim, in large type beside the live
 * map. Standings are covered until somebody asks. Leaving gives the page back as it was.
 */
import { openChannel } from '../channel.js';
import { TOLD } from '../clocks.js';
import { dress, element } from '../dom.js';
import { symbolDefinitions } from '../symbols.js';
import { elementIsDark } from '../theme.js';
import { momentOf, momentWords } from '../told.js';
import { gettext, ngettext } from '../words.js';
import { beatAt, beatsOf, endOfStatement, startOfStatement } from './beats.js';
import { announcement, toldElements } from './beat_words.js';
import { actionOf } from './lesson_keys.js';
import { standingsElement } from './beat_standings.js';

const PAGE = document.documentElement;

class Presenter {
  constructor(reader, host) {
    Object.assign(this, { reader, host, opener: host.getRootNode().activeElement });
    this.definitions = { covered: null, standings: {} };
    const { clock, moment, event, place } = reader;
    this.before = { clock, moment, event, place };
    this.beats = beatsOf(reader.data);
    this.at = clock === TOLD ? beatAt(this.beats, moment) : 0;
    this.build();
    this.enter();
    symbolDefinitions.then((definitions) => {
      this.definitions = definitions;
      this.goTo(this.at);
    });
  }

  build() {
    const button = (action, words, className) => element('button', { type: 'button', class: className, onclick: () => this.act(action) }, words);
    this.count = element('p', { class: 'count' });
    this.progress = element('div', { class: 'progress', 'aria-hidden': 'true' });
    this.moment = element('h2', {});
    this.told = element('div', { class: 'told', tabIndex: 0, role: 'group', 'aria-label': gettext('What is told'), 'data-scrolls': '' });
    this.live = element('div', { class: 'beat', 'aria-live': 'polite' });
    this.standing = element('div', { class: 'outcome', 'aria-live': 'polite', data: { testid: 'present-standing' } });
    this.told.append(this.live, this.standing);
    this.ask = button('standing', '', 'ask');
    this.back = button('back', gettext('‹ Back'), 'step');
    this.next = button('next', gettext('Next ›'), 'step forward');
    this.root = element('section', { class: 'presenter', tabIndex: -1, 'aria-label': gettext('Presenting to a class'), data: { testid: 'presenter' } },
      element('header', {}, element('div', { class: 'above' }, this.count, button('leave', gettext('Leave'), 'leave')), this.progress, this.moment),
      this.told, element('div', { class: 'controls' }, this.back, this.ask, this.next));
  }

  enter() {
    const { reader, host } = this;
    reader.address.isPaused = true;
    PAGE.dataset.whenabouts = 'presents';
    host.classList.add('presents');
    dress(host, this.root, 'present/presenter.css').then(() => this.root.focus());
    this.listening = new AbortController();
    const { signal } = this.listening;
    addEventListener('keydown', (event) => this.key(event), { capture: true, signal });
    addEventListener('popstate', () => this.leave(), { signal });
    document.addEventListener('fullscreenchange', () => document.fullscreenElement || this.leave(), { signal });
    this.channel = openChannel(window);
    this.channel.onmessage = ({ data: { type, action } }) => type === 'key' && this.act(action);
    this.unlisten = reader.listen((change) => this.hear(change));
    PAGE.requestFullscreen?.().catch(() => {}); // where it is refused the view fills the window
  }

  hear(change) {
    if (change === 'data') this.take();
    else if (change === 'names') this.show();
  }

  /** The statements that the filters leave may be others on the second clock. */
  take() {
    this.beats = beatsOf(this.reader.data);
    if (this.beats.length) this.goTo(Math.min(this.at, this.beats.length - 1));
    else this.leave();
  }

  key(event) {
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(action);
  }

  act(action) {
    const { beats, at } = this;
    const steps = {
      next: at + 1, back: at - 1, first: 0, last: beats.length - 1,
      nextStatement: endOfStatement(beats, at), previousStatement: startOfStatement(beats, at),
    };
    if (action === 'leave') this.leave();
    else if (action === 'standing') this.turnCover();
    else if (beats[steps[action]] && steps[action] !== at) this.goTo(steps[action]);
  }

  goTo(at) {
    this.at = at;
    const { reader, beats } = this;
    const { claims, moment } = beats[at];
    const event = claims.length ? reader.data.events[claims.at(-1).event].id : null;
    reader.cover.presented = 'covered';
    reader.look({ clock: TOLD, moment, event, place: null });
    this.show();
    this.told.scrollTop = 0;
  }

  turnCover() {
    if (!this.beats[this.at].claims.length) return;
    const { cover } = this.reader;
    cover.presented = cover.presented === 'open' ? 'covered' : 'open';
    this.reader.changed('cover');
    this.showStanding();
    this.standing.scrollIntoView({ block: 'nearest' });
  }

  show() {
    const { beats, at, reader: { data } } = this;
    const beat = beats[at];
    this.count.textContent = gettext('Statement {number} of {all}', { number: beat.stop + 1, all: data.stops.length });
    this.moment.textContent = momentWords(data.stops, momentOf(data.stops[beat.stop]));
    this.progress.replaceChildren(...data.stops.map((_, index) => element('span', { class: index < beat.stop ? 'done' : index === beat.stop ? 'now' : '' })));
    this.live.replaceChildren(...(beat.claims.length ? toldElements(data, beat) : announcement(data, beat)));
    this.back.setAttribute('aria-disabled', String(at === 0));
    this.next.setAttribute('aria-disabled', String(at === beats.length - 1));
    this.showStanding();
  }

  showStanding() {
    const { beats, at, reader } = this;
    const isOpen = reader.cover.presented === 'open';
    const beat = beats[at];
    this.ask.setAttribute('aria-pressed', String(isOpen));
    this.ask.setAttribute('aria-disabled', String(beat.claims.length === 0));
    this.ask.textContent = isOpen ? gettext('Cover the standing') : gettext('Show the standing');
    const look = { dark: elementIsDark(this.root, '--surface'), diameter: 22 };
    const rest = beat.all.length - beat.claims.length;
    this.standing.replaceChildren(...(isOpen
      ? standingsElement(reader.data, beat, this.definitions, look)
      : [beat.claims.length > 0 && element('p', { class: 'ask-class' }, gettext('What do you think: did it happen?'))].filter(Boolean)),
    element('p', { class: 'muted rest' }, rest ? ngettext('{count} more claim in this statement', '{count} more claims in this statement', rest) : ''));
  }

  leave() {
    if (this.listening.signal.aborted) return;
    this.listening.abort();
    this.channel.close();
    this.unlisten();
    const { reader } = this;
    delete PAGE.dataset.whenabouts;
    this.host.classList.remove('presents');
    this.root.remove();
    reader.cover.presented = null;
    reader.look(this.before);
    reader.address.isPaused = false;
    reader.address.write();
    if (document.fullscreenElement) document.exitFullscreen();
    this.opener?.focus();
  }
}

/** @param {object} reader the page's reader state; @param {HTMLElement} host the view's place, which it fills */
export const present = (reader, host) => new Presenter(reader, host);
