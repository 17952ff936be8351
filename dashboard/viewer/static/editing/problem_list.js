/**
 * What loading would say of the tables as they are now: how many rows it takes, and each problem, with the way to it.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { TABLES } from './edits.js';
import { problemMark } from './fields.js';
import { columnWords, doubtsWords, problemsWords, rowWords, TABLE_WORDS } from './table_words.js';

const MOST = 100; // listed at once

export class ProblemList {
  /** @param {import('./desk.js').Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.summary = element('summary', {});
    this.list = element('ul', { class: 'problem-list' });
    this.root = element('details', { class: 'problems', data: { testid: 'problems' } }, this.summary, this.list);
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.root.open) return;
      this.root.open = false;
      this.summary.focus();
    });
  }

  show() {
    const { problems, isChecking } = this.desk;
    const rejected = problems.filter(({ is_rejected: isRejected }) => isRejected);
    const doubts = problems.length - rejected.length;
    const words = [rejected.length > 0 && problemsWords(rejected.length), doubts > 0 && doubtsWords(doubts)].filter(Boolean);
    this.root.hidden = problems.length === 0;
    this.summary.replaceChildren(...(problems.length ? [problemMark(rejected.length > 0), element('span', {}, words.join(' · '))] : []));
    this.summary.classList.toggle('checking', Boolean(isChecking));
    const shown = [...rejected, ...problems.filter(({ is_rejected: isRejected }) => !isRejected)];
    this.list.replaceChildren(...shown.slice(0, MOST).map((problem) => this.entry(problem)));
    if (shown.length > MOST) this.list.append(element('li', { class: 'muted' }, ngettext('{count} more', '{count} more', shown.length - MOST)));
  }

  entry(problem) {
    const { table, key, line, column, message, is_rejected: isRejected } = problem;
    const { edits } = this.desk;
    const row = key !== null && TABLES.includes(table) ? edits.row(table, key) : null;
    const where = row ? [TABLE_WORDS[table].one(), rowWords(table, row.cells, edits.loaded.tables[table].id), column && columnWords(table, column)].filter(Boolean).join(' · ')
      : gettext('{file}, line {line}', { file: edits.loaded.tables[table]?.file ?? table, line: line ?? '–' });
    const content = [problemMark(isRejected), element('span', {}, element('b', {}, where), element('span', {}, message))];
    if (!row) return element('li', { class: 'no-row' }, ...content);
    const go = () => {
      this.root.open = false;
      this.desk.choose({ table, key, column });
    };
    return element('li', {}, element('button', { type: 'button', onclick: go, data: { testid: 'problem' } }, ...content));
  }
}
