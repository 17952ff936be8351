/**
 * What stands at the foot of the page: how much is changed, the way back, what is wrong, and saving.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { openChanges } from './change_lists.js';
import { ProblemList } from './problem_list.js';

export class SaveBar {
  /** @param {import('./desk.js').Desk} desk @param {HTMLElement} host where dialogs are put */
  constructor(desk, host) {
    this.desk = desk;
    this.problems = new ProblemList(desk);
    this.said = element('p', { class: 'said', role: 'status', data: { testid: 'edit-status' } });
    this.trouble = element('p', { class: 'trouble', role: 'alert', hidden: true });
    this.undo = this.button(gettext('Undo'), () => desk.undo(), 'undo', 'Control+Z');
    this.redo = this.button(gettext('Redo'), () => desk.redo(), 'redo', 'Control+Y');
    this.look = this.button(gettext('Look at the changes'), () => openChanges(desk, host), 'look');
    this.save = this.button(gettext('Save'), () => this.saveNow(), 'save', 'Control+S');
    this.save.classList.add('main');
    this.reason = element('input', { type: 'text', id: 'edit-reason', autocomplete: 'off', maxLength: 500, onkeydown: ({ key }) => key === 'Enter' && this.saveNow() });
    this.unseen = element('input', { type: 'checkbox', onchange: () => this.show() });
    this.correction = element('div', { class: 'correction', hidden: true },
      element('label', { htmlFor: 'edit-reason' }, gettext('Why is it corrected?')), this.reason,
      element('label', { class: 'choice' }, this.unseen, gettext('Not a correction: nobody has seen it yet')));
    this.root = element('footer', { class: 'save-bar' }, this.trouble, this.correction,
      element('div', { class: 'save-line' }, element('div', { class: 'save-said' }, this.said, this.problems.root), element('div', { class: 'save-actions' }, this.undo, this.redo, this.look, this.save)));
  }

  button(words, onclick, act, keys) {
    return element('button', { type: 'button', class: 'plain', onclick, data: { act }, 'aria-keyshortcuts': keys }, words);
  }

  show() {
    const { edits, isBusy, isChecking, said, trouble } = this.desk;
    const isShut = Boolean(isBusy);
    const hasCorrections = edits.corrections().length > 0;
    this.undo.disabled = isShut || edits.done.length === 0;
    this.redo.disabled = isShut || edits.undone.length === 0;
    this.look.hidden = edits.count === 0;
    this.save.disabled = isShut || edits.count === 0;
    if (!hasCorrections) Object.assign(this.reason, { value: '' });
    this.correction.hidden = !hasCorrections;
    this.reason.disabled = this.unseen.checked;
    const words = said || (edits.count ? this.changedWords(isChecking) : gettext('Nothing is changed.'));
    if (this.said.textContent !== words) this.said.textContent = words;
    this.trouble.hidden = !trouble;
    this.trouble.textContent = trouble;
    this.problems.show();
  }

  changedWords(isChecking) {
    const { edits, counts } = this.desk;
    const changed = ngettext('{count} row not saved', '{count} rows not saved', edits.count);
    if (isChecking) return gettext('{changed} · checking…', { changed });
    const taken = ngettext('{count} row would be taken', '{count} rows would be taken', counts.accepted);
    return counts.rejected ? gettext('{changed} · {taken}, {rejected} not', { changed, taken, rejected: counts.rejected.toLocaleString('en') }) : gettext('{changed} · {taken}', { changed, taken });
  }

  /** Saves, once it is said why claims are corrected. */
  async saveNow() {
    const { desk } = this;
    if (this.save.disabled) return;
    if (desk.meeting) {
      desk.tell('met');
      return;
    }
    const isCorrection = !this.unseen.checked && desk.edits.corrections().length > 0;
    const reason = isCorrection ? this.reason.value.trim() : '';
    if (isCorrection && !reason) {
      desk.say('', gettext('Claims that were there before are changed: say in a few words why, for the list of corrections.'));
      this.reason.focus();
      return;
    }
    if (await desk.save({ reason, isCorrection })) {
      this.reason.value = '';
      this.unseen.checked = false;
    }
  }
}
