/**
 * What was accepted, on its way into the case: upon the version that it was made for, and never over another's work.
 */
import { hasChangedSince, problemsOf, readTables, saveChanges } from '../editing/case_tables.js';
import { gettext, ngettext } from '../words.js';
import { changesOf } from './changes.js';

const problemWords = ({ column, message }) => (column ? gettext('{column}: {message}', { column, message }) : message);

export class Saving {
  /** @param {import('./work.js').DraftWork} work @param {() => void} changed @param {(card: string) => void} open goes to a card */
  constructor(work, changed, open) {
    Object.assign(this, { work, changed, open, tables: null, said: '', trouble: '', isBusy: false });
  }

  /** Fetches the case's tables as they are now. @returns {Promise<void>} once they are there, or it is said why not */
  look() {
    this.ready = this.fetch();
    return this.ready;
  }

  async fetch() {
    try {
      this.tables = await readTables();
      this.trouble = '';
    } catch (error) {
      this.trouble = error.message;
    }
    this.changed();
  }

  say(said, trouble = '') {
    Object.assign(this, { said, trouble });
    this.changed();
  }

  async save() {
    if (this.isBusy || !this.work.accepted.length) return;
    this.isBusy = true;
    this.say(gettext('Saving…'));
    try {
      this.tables ??= await readTables();
      await this.saveUpon(this.tables.version);
    } catch (error) {
      await this.failed(error);
    } finally {
      this.isBusy = false;
      this.changed();
    }
  }

  async saveUpon(version) {
    const { work } = this;
    const { changes, owners, problems, source, hasText, eventOf } = changesOf(work, this.tables.tables);
    this.owners = owners;
    if (problems.size) {
      this.point(problems);
      return;
    }
    const events = work.accepted.map((card) => ({ id: card.merged?.event ?? eventOf[card.merged?.card ?? card.id], title: card.title }));
    await saveChanges(version, changes, { reason: '', isCorrection: false });
    const claims = changes.filter(({ table }) => table === 'claims').length;
    this.say('');
    work.takeSaved({ source, hasText, events, claims, eventOf });
    await this.look();
  }

  async failed(error) {
    const problems = problemsOf(error);
    if (problems) {
      this.tell(problems);
    } else if (hasChangedSince(error)) {
      await this.look();
      if (!this.trouble) this.say('', gettext('The case has been changed meanwhile, by somebody else or in another window. Nothing was saved yet: save again, and it is added to the case as it is now.'));
    } else {
      this.say('', error.message);
    }
  }

  /** Puts each problem at the proposal whose row it is. */
  tell(problems) {
    const byCard = new Map();
    const others = [];
    for (const problem of problems.filter(({ is_rejected: isRejected }) => isRejected)) {
      const card = this.owners.get(`${problem.table} ${problem.key}`);
      if (card) byCard.set(card, [...new Set([...(byCard.get(card) ?? []), problemWords(problem)])]);
      else others.push(problemWords(problem));
    }
    this.point(byCard, others);
  }

  /** Says what has to be mended, at the proposals, and goes to the first. */
  point(byCard, others = []) {
    this.work.setProblems(byCard);
    const what = byCard.size ? [ngettext('Nothing was saved: {count} proposal has to be mended first.', 'Nothing was saved: {count} proposals have to be mended first.', byCard.size)] : [];
    this.say('', [...what, ...others].join(' '));
    const first = this.work.cards.find(({ id }) => byCard.has(id));
    if (first) this.open(first.id);
  }
}
