/**
 * What the live page says of a case that changes: under the sentence when a copy was fetched, or what is wrong with the
 * case's files; beside it that there is a newer version, which the reader may take up.
 */
import { dayWords } from '../calendar.js';
import { TOLD } from '../clocks.js';
import { element } from '../dom.js';
import { loadCase } from '../case_data.js';
import { stylesheet } from '../resources.js';
import { gettext } from '../words.js';
import { LiveCase } from './live_case.js';
import { newsOf, newsWords } from './news.js';
import { showNotice } from './notice.js';

const DAY = 86_400_000; // milliseconds
const MINUTE = 60_000;
const READ = 10_000; // milliseconds that an answer to "Fetch again" stays

/** @param {string} instant ISO 8601; @returns {string} in the reader's own time, such as "22 Nov 2026, 14:05" */
function whenWords(instant) {
  const date = new Date(instant);
  const here = date.getTime() - date.getTimezoneOffset() * MINUTE;
  const within = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return gettext('{day}, {within}', { day: dayWords(Math.floor(here / DAY)), within });
}

class LiveView {
  constructor(reader, header) {
    this.reader = reader;
    this.said = element('p', { role: 'status' });
    this.again = element('button', { type: 'button', class: 'plain', onclick: () => this.fetchAgain() }, gettext('Fetch again'));
    this.line = element('div', { class: 'live-line', hidden: true, data: { testid: 'live-line' } }, this.said, this.again);
    this.notice = element('div', { class: 'live-notice', role: 'status', hidden: true, data: { testid: 'live-notice' } });
    header.append(stylesheet('live/live.css'), this.line, this.notice);
    this.passing = '';
    this.live = new LiveCase(reader, () => this.show());
    this.unlisten = reader.listen((change) => this.hear(change));
  }

  hear(change) {
    if (this.isDone && (change === 'clock' || change === 'moment')) this.dismiss(); // it may tell of later statements
    if (change === 'newer' || change === 'data') this.prepare();
    else if (change === 'clock' || change === 'cover') this.offer();
  }

  /** Fetches the newer version, to say what is new, and to show it at once. */
  async prepare() {
    const { newer, data } = this.reader;
    this.next = null;
    if (newer && data && !data.isLarge) {
      const next = await loadCase(this.reader.answer('view.json', newer)).catch(() => null); // the next look asks again
      if (newer !== this.reader.newer || data !== this.reader.data) return;
      this.next = next;
    }
    this.offer();
  }

  /** Offers the newer version; while a class is presented to it waits. */
  offer() {
    const { newer, data, cover } = this.reader;
    if (!newer || !data) {
      if (!this.isDone) this.dismiss();
      return;
    }
    this.isDone = false;
    this.notice.dataset.version = newer;
    showNotice(this.notice, cover.presented === null ? this.offerWords() : '', [{ words: gettext('Show'), act: (button) => this.takeUp(button) }]);
  }

  /** The second clock tells nothing of later statements, not even how many there are. */
  offerWords() {
    const changed = gettext('The case has changed.');
    if (!this.next || this.next.isLarge) return changed;
    const news = newsOf(this.reader.data, this.next);
    if (this.reader.clock === TOLD || this.reader.cover.isOn) return news.statements ? gettext('New statements.') : changed;
    return newsWords(news) || changed;
  }

  /** Goes on at once with what was saved from this page. */
  async showOwn() {
    await this.live.look();
    if (!this.reader.newer || !this.reader.data) return;
    await this.live.takeUp().catch((error) => this.reader.setTrouble(error.message));
  }

  async takeUp(button) {
    button.disabled = true;
    try {
      this.tell(await this.live.takeUp());
    } catch (error) {
      button.disabled = false;
      this.reader.setTrouble(error.message);
    }
  }

  /** Says what was taken up, and leads to the newest of it. */
  tell({ old, next, isLost }) {
    const isLarge = old.isLarge || next.isLarge;
    const news = isLarge ? null : newsOf(old, next, this.reader.order);
    const parts = [(news && newsWords(news)) || gettext('This is the newest version.')];
    if (isLost) parts.push(gettext('The event that was selected is no longer in it.'));
    const actions = [{ words: '×', label: gettext('Dismiss'), act: () => this.dismiss() }];
    if (news?.newest && news.newest !== this.reader.event) {
      actions.unshift({ words: gettext('Look at the newest'), act: () => this.lookAt(news.newest) });
    }
    this.isDone = true;
    showNotice(this.notice, parts.join(' '), actions);
    this.notice.querySelector('button').focus();
  }

  lookAt(event) {
    this.dismiss();
    this.reader.select(event);
  }

  dismiss() {
    this.isDone = false;
    showNotice(this.notice, '');
  }

  async fetchAgain() {
    const before = this.live.state?.copy;
    this.again.disabled = true;
    clearTimeout(this.passes);
    this.passing = gettext('Fetching…');
    this.show();
    const answered = await this.live.fetchAgain();
    this.again.disabled = false;
    const now = this.live.state?.copy;
    this.passing = '';
    if (!answered) this.passing = gettext('The server does not answer.');
    else if (!now?.problem && now?.fetched === before?.fetched) this.passing = gettext('It was asked less than a minute ago.');
    if (this.isGone) return;
    if (this.passing) this.passes = setTimeout(() => this.pass(), READ);
    this.show();
  }

  pass() {
    this.passing = '';
    this.show();
  }

  show() {
    const { state, recovered } = this.live;
    const { copy = null, problem = '' } = state ?? {};
    const parts = [copy && copyWords(copy), this.passing];
    if (problem) parts.push(gettext('The files of this case cannot be read now; it is shown as it was before. ({problem})', { problem }));
    if (recovered) parts.push(gettext('The case had changed, and the server no longer has the version that was here: this is the newest.'));
    const words = parts.filter(Boolean).join(' · ');
    if (this.said.textContent !== words) this.said.textContent = words;
    this.again.hidden = !copy;
    this.line.hidden = !words;
  }

  destroy() {
    this.isGone = true;
    clearTimeout(this.passes);
    this.live.stop();
    this.unlisten();
  }
}

const copyWords = ({ host, fetched, problem }) => (problem
  ? gettext('Copy of {when}; {problem}', { when: whenWords(fetched), problem })
  : gettext('Copy fetched {when} from {host}', { when: whenWords(fetched), host }));

let view = null;

/** The map goes on with what was saved from this page, without asking. */
export const showOwn = () => view?.showOwn();

/**
 * Has the page follow its case. The page has one sentence; where that is mounted anew, so is this.
 * @param {object} reader the page's reader state
 * @param {HTMLElement} header the sentence, which it is put into
 */
export function followCase(reader, header) {
  view?.destroy();
  view = new LiveView(reader, header);
}
