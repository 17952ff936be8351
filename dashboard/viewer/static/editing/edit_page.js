/**
 * The page on which a case is edited: its tables, the chosen row's form, and at the foot what is not saved yet.
 */
import { dress, element } from '../dom.js';
import { aDialogIsOpen } from '../dialog.js';
import { showOwn } from '../live/live_view.js';
import { symbolDefinitions } from '../symbols.js';
import { elementIsDark } from '../theme.js';
import { gettext, ngettext } from '../words.js';
import { editingDesk } from './desk.js';
import { openDifference } from './difference_dialog.js';
import { openEarlier } from './earlier_dialog.js';
import { freeId, TABLES } from './edits.js';
import { Grid } from './grid.js';
import { RowForm } from './row_form.js';
import { SaveBar } from './save_bar.js';
import { FIRST, TABLE_WORDS } from './table_words.js';

const NARROW = '(max-width: 860px)';
const TYPING = 150; // milliseconds of rest before a search is answered
const NEW_ID = { events: 'event-1', claims: 'claim-1', sources: 'source-1', places: 'place-1' };

class EditPage {
  constructor(parent) {
    this.desk = editingDesk();
    this.narrow = matchMedia(NARROW);
    this.listening = new AbortController();
    this.host = element('div', { class: 'dialogs' });
    this.grid = new Grid(this.desk, this);
    this.form = new RowForm(this.desk, this);
    this.bar = new SaveBar(this.desk, this.host);
    this.build();
    this.dressed = dress(parent, this.root, 'forms.css', 'editing/edit.css', 'editing/grid.css', 'editing/row_form.css', 'editing/save_bar.css', 'editing/dialogs.css');
    this.unlisten = this.desk.listen((change) => this.hear(change));
    this.listen();
    this.dressed.then(() => this.colour());
    if (this.desk.edits) this.hear('tables');
  }

  build() {
    this.lead = element('p', { class: 'lead', role: 'status' }, gettext('Reading…'));
    this.earlier = element('button', { type: 'button', class: 'plain', hidden: true, onclick: () => openEarlier(this.desk, this.host) }, gettext('Earlier versions'));
    this.met = element('div', { class: 'notice met', role: 'status', hidden: true, data: { testid: 'edit-met' } },
      element('span', {}, gettext('Somebody else has saved this case meanwhile.')),
      element('button', { type: 'button', class: 'plain', onclick: () => openDifference(this.desk, this.host) }, gettext('See the difference')));
    this.tabs = TABLES.map((table) => element('button', { type: 'button', role: 'tab', id: `tab-${table}`, 'aria-controls': 'edit-panel', data: { table }, onclick: () => this.turn(table) }));
    this.tablist = element('div', { role: 'tablist', 'aria-label': gettext('Tables of the case'), onkeydown: (event) => this.tabKey(event) }, ...this.tabs);
    this.search = element('input', { type: 'search', autocomplete: 'off', maxLength: 200, 'aria-label': gettext('Search the rows'), placeholder: gettext('Search the rows'), oninput: () => this.searchSoon() });
    this.count = element('span', { class: 'muted count', role: 'status' });
    this.add = element('button', { type: 'button', class: 'plain', data: { act: 'add' }, onclick: () => this.addRow() });
    this.panel = element('div', { class: 'panel', role: 'tabpanel', id: 'edit-panel' },
      element('div', { class: 'tools' }, this.search, this.count, this.add), this.grid.root);
    this.work = element('div', { class: 'work', hidden: true }, this.tablist, element('div', { class: 'sides' }, this.panel, this.form.root), this.bar.root);
    this.root = element('section', { class: 'edit-page', data: { testid: 'edit-page' } },
      element('header', {}, element('div', {}, element('h1', {}, gettext('Edit')), this.lead), this.earlier), this.met, this.work, this.host);
  }

  listen() {
    const { signal } = this.listening;
    this.narrow.addEventListener('change', () => this.form.arrange(), { signal });
    document.addEventListener('keydown', (event) => this.key(event), { signal });
    const look = () => document.visibilityState === 'visible' && this.desk.open();
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('focus', look, { signal });
    addEventListener('pagehide', () => this.commit(), { signal });
  }

  update() {
    this.colour();
    this.desk.open();
  }

  /** Colours of what is wrong are those of a contested standing. */
  async colour() {
    const { standings } = await symbolDefinitions;
    const dark = elementIsDark(this.root, '--surface');
    this.root.style.setProperty('--problem', standings.contested[dark ? 'dark' : 'light']);
    this.root.style.setProperty('--doubt', standings.unconfirmed[dark ? 'dark' : 'light']);
    if (dark !== this.isDark) this.form.retheme();
    this.isDark = dark;
  }

  isNarrow() {
    return this.narrow.matches;
  }

  open() {
    this.form.open();
  }

  focusGrid() {
    this.grid.cell()?.focus();
  }

  hear(change) {
    if (change === 'leaving') {
      this.commit();
      return;
    }
    const { edits, state, meeting } = this.desk;
    this.showHead();
    if (!edits || state?.can_edit === false) return;
    this.met.hidden = !meeting;
    if (change === 'said') {
      this.bar.show();
      return;
    }
    this.showTabs();
    this.form.arrange();
    this.showRows();
    this.form.show();
    this.bar.show();
    if (change === 'saved') showOwn();
    if (change === 'met' && meeting) openDifference(this.desk, this.host);
    if (change === 'chosen') this.goToChosen();
  }

  showHead() {
    const { state, edits, trouble } = this.desk;
    const why = state && !state.can_edit ? state.why : '';
    this.lead.textContent = why || (edits ? [...new Set([state?.title, state?.folder_name])].filter(Boolean).join(' · ') : trouble || gettext('Reading…'));
    this.lead.classList.toggle('notice', Boolean(why));
    this.work.hidden = Boolean(why) || !edits;
    this.earlier.hidden = Boolean(why) || !edits;
    if (why) this.met.hidden = true;
  }

  showTabs() {
    const { edits, tab, problems } = this.desk;
    for (const button of this.tabs) {
      const { table } = button.dataset;
      const rejected = problems.filter((one) => one.table === table && one.is_rejected).length;
      const words = [TABLE_WORDS[table].title(), element('span', { class: 'muted' }, ` ${edits.standing(table).length.toLocaleString('en')}`),
        rejected > 0 && element('span', { class: 'tab-problems', title: ngettext('{count} problem', '{count} problems', rejected) }, ' !')].filter(Boolean);
      button.replaceChildren(...words);
      button.setAttribute('aria-selected', String(table === tab));
      button.tabIndex = table === tab ? 0 : -1;
    }
    this.panel.setAttribute('aria-labelledby', `tab-${tab}`);
    this.add.textContent = TABLE_WORDS[tab].add();
  }

  showRows() {
    const { desk } = this;
    const asked = desk.asked[desk.tab] ?? '';
    if (this.search.value !== asked && this.root.getRootNode().activeElement !== this.search) this.search.value = asked;
    this.grid.show(desk.tab, asked);
    this.count.textContent = this.grid.countWords();
  }

  goToChosen() {
    const { chosen, wanted } = this.desk;
    if (!chosen) return;
    if (chosen.table === this.desk.tab && !this.grid.goTo(chosen.key) && this.desk.asked[chosen.table]) {
      this.desk.asked[chosen.table] = ''; // the search hides it
      this.search.value = '';
      this.showRows();
      this.grid.goTo(chosen.key);
    }
    if (!wanted) return;
    this.desk.wanted = null;
    this.form.open();
    this.form.goTo(wanted);
  }

  turn(table) {
    if (table === this.desk.tab) return;
    this.commit();
    this.desk.tab = table;
    this.search.value = this.desk.asked[table] ?? '';
    this.desk.choose(null);
    this.desk.tab = table;
  }

  tabKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const now = TABLES.indexOf(this.desk.tab);
    const to = by ? (now + by + TABLES.length) % TABLES.length : { Home: 0, End: TABLES.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.turn(TABLES[to]);
    this.tabs[to].focus();
  }

  searchSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.desk.asked[this.desk.tab] = this.search.value;
      this.showRows();
    }, TYPING);
  }

  addRow() {
    const { desk } = this;
    const { tab, edits } = desk;
    desk.asked[tab] = '';
    this.search.value = '';
    desk.add(tab, { [edits.loaded.tables[tab].id]: freeId(edits, tab, NEW_ID[tab]) }, FIRST[tab][0]);
  }

  /** What is being typed becomes a change: before saving, and before the page is left. */
  commit() {
    this.grid.leave(true);
    const active = this.root.getRootNode().activeElement;
    if (active?.dataset.column && active.matches('input, textarea, select')) active.dispatchEvent(new Event('change'));
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !this.desk.edits || this.work.hidden || !this.root.checkVisibility()) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      event.preventDefault();
      this.commit();
      if (!aDialogIsOpen()) this.bar.saveNow();
      return;
    }
    const from = event.composedPath()[0];
    if (aDialogIsOpen() || from.matches?.('input, textarea, select')) return; // there the keys undo typing
    if (key === 'y' || (key === 'z' && event.shiftKey)) this.bar.redo.click();
    else if (key === 'z') this.bar.undo.click();
    else return;
    event.preventDefault();
  }

  destroy() {
    this.commit();
    this.listening.abort();
    this.unlisten();
    clearTimeout(this.typing);
  }
}

export function mount(parent) {
  return new EditPage(parent);
}
