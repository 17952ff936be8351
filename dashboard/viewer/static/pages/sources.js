/**
 * The page of sources: each document with what is known of it, and what it says. Of the whole case as it
 * stands today: neither filters nor clocks change it.
 */
import { caseAnswer } from '../answers.js';
import { dress, element, outsideLink } from '../dom.js';
import { TOLD } from '../clocks.js';
import { languageWords } from '../place_names.js';
import { readerState } from '../reader_state.js';
import { gettext, ngettext } from '../words.js';
import { mapLink } from './links.js';

const MOST = 40; // sources drawn at once
const TYPING = 150; // milliseconds of rest before a search is answered

class SourcesPage {
  constructor(parent) {
    this.reader = readerState();
    this.limit = MOST;
    this.lead = element('p', { class: 'lead', role: 'status' }, gettext('Reading…'));
    this.clock = element('p', { class: 'notice', hidden: true },
      gettext('This page tells of the whole case as it stands today, not of what had been told by the moment that the map shows.'));
    this.search = element('input', { type: 'search', autocomplete: 'off', maxLength: 200, oninput: () => this.searchSoon() });
    this.field = element('label', { class: 'search', hidden: true }, element('span', {}, gettext('Search the sources and what they say')), this.search);
    this.list = element('div', { class: 'sources' });
    this.root = element('section', { class: 'sources-page', data: { testid: 'sources-page' } },
      element('h1', {}, gettext('Sources')), this.lead, this.clock, this.field, this.list);
    dress(parent, this.root, 'pages/pages.css');
    this.unlisten = this.reader.listen(() => this.showClock());
    this.showClock();
  }

  async update({ data: { data } }) {
    if (data === this.data) return;
    this.data = data;
    try {
      const answer = await caseAnswer(data, 'sources.json');
      if (this.data === data) this.take(answer);
    } catch (error) {
      this.data = null;
      this.lead.textContent = error.message;
    }
  }

  take({ stances, sources }) {
    this.stances = stances;
    this.sources = sources.map((source) => ({ ...source, words: searchWords(source) }));
    this.field.hidden = sources.length < 2;
    this.show();
  }

  showClock() {
    this.clock.hidden = this.reader.clock !== TOLD;
  }

  searchSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.limit = MOST;
      this.show();
    }, TYPING);
  }

  show() {
    const asked = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.sources.filter(({ words }) => asked.every((word) => words.includes(word)));
    this.lead.textContent = this.leadWords(found, asked.length > 0);
    this.list.replaceChildren(...found.slice(0, this.limit).map((source) => this.article(source)));
    const rest = found.length - this.limit;
    if (rest > 0) this.list.append(this.more(rest));
  }

  leadWords(found, isSearched) {
    if (this.sources.length === 0) return gettext('This case names no source.');
    if (isSearched && found.length === 0) return gettext('No source has these words.');
    const claims = found.reduce((sum, source) => sum + total(source), 0);
    const [sources, said] = [ngettext('{count} source', '{count} sources', found.length), ngettext('{count} claim', '{count} claims', claims)];
    return gettext('{sources} with {claims}.', { sources, claims: said });
  }

  more(rest) {
    const show = () => {
      const drawn = this.list.querySelectorAll('article').length;
      this.limit += MOST;
      this.show();
      this.list.querySelectorAll('article')[drawn]?.focus();
    };
    return element('button', { type: 'button', class: 'plain', onclick: show }, ngettext('{count} more', '{count} more', rest));
  }

  article(source) {
    const title = source.title || source.publisher || source.id;
    return element('article', { class: 'source', tabIndex: -1, data: { testid: 'source', source: source.id } },
      element('h2', {}, title), element('dl', { class: 'facts' }, ...facts(source)),
      total(source) ? this.claims(source) : element('p', { class: 'muted' }, gettext('It carries no claim of this case.')),
      source.corrections.length > 0 && corrections(source.corrections));
  }

  /** The claims, folded; drawn when they are asked for. */
  claims(source) {
    const counted = this.stances.filter(({ id }) => source.counts[id])
      .map(({ id, label }) => gettext('{label} {count}', { label, count: source.counts[id].toLocaleString('en') }));
    const words = ngettext('{count} claim', '{count} claims', total(source));
    const draw = ({ target }) => {
      if (target.open && target.childElementCount === 1) target.append(...this.stances.filter(({ id }) => source.counts[id]).map((stance) => this.group(source, stance)));
    };
    return element('details', { ontoggle: draw },
      element('summary', {}, element('b', {}, words), ' ', element('span', { class: 'muted' }, counted.join(' · '))));
  }

  group(source, { id, label, meaning }) {
    const own = source.claims.filter(({ stance }) => stance === id);
    const rest = source.counts[id] - own.length;
    const claims = own.map((claim) => element('li', { data: { testid: 'source-claim', stance: id, event: claim.event } },
      element('span', { class: 'said' }, claim.sentence),
      element('span', { class: 'muted' }, claim.told), mapLink(this.reader, claim.event, claim.title)));
    return element('section', { class: 'stance-group' },
      element('h3', {}, label, ' ', element('span', { class: 'muted' }, meaning)),
      own.length > 0 && element('ul', {}, ...claims),
      rest > 0 && element('p', { class: 'muted' }, ngettext('{count} more, told later', '{count} more, told later', rest)));
  }

  destroy() {
    this.unlisten();
    clearTimeout(this.typing);
  }
}

/** What has been changed of its claims here since they were first told, folded. */
function corrections(told) {
  const words = ngettext('{count} correction', '{count} corrections', told.length);
  return element('details', { data: { testid: 'corrections' } }, element('summary', {}, element('b', {}, words)),
    element('ul', { class: 'corrections' }, ...told.map((one) => element('li', { data: { testid: 'correction', claim: one.claim } },
      element('span', { class: 'said' }, correctionWords(one)),
      element('span', { class: 'muted' }, one.corrected, one.reason && ` · ${one.reason}`)))));
}

function correctionWords({ said, column, before, after }) {
  if (!column) return gettext('Taken out: “{before}”', { before });
  const values = { said, before, after, column: columnWords(column) };
  if (!said || column === 'says') return gettext('{column}: it was “{before}”, it is “{after}”.', values);
  if (!before) return gettext('“{said}” {column}: it was empty, it is “{after}”.', values);
  if (!after) return gettext('“{said}” {column}: it was “{before}”, it is empty.', values);
  return gettext('“{said}” {column}: it was “{before}”, it is “{after}”.', values);
}

const COLUMNS = {
  event_id: () => gettext('Event'), source_id: () => gettext('Source'), speaker: () => gettext('Speaker'), stance: () => gettext('Stance'),
  field: () => gettext('What it is about'), value: () => gettext('Value'), reported: () => gettext('Told on'), said: () => gettext('Said on'),
  says: () => gettext('What it says'), quote: () => gettext('Words quoted'), paragraph: () => gettext('Paragraph'), url: () => gettext('Web address'),
};

const columnWords = (column) => COLUMNS[column]?.() ?? column;

const total = ({ counts }) => Object.values(counts).reduce((sum, count) => sum + count, 0);

const searchWords = ({ title, publisher, note, copies, claims }) =>
  [title, publisher, note, copies, ...claims.flatMap((claim) => [claim.sentence, claim.title])].join(' ').toLowerCase();

/** What is known of a source, as terms and descriptions; what is not known of it is left out. */
function facts(source) {
  const published = [source.published && element('span', {}, source.is_inferred ? gettext('≈ {day}', { day: source.published }) : source.published),
    source.published_basis && element('span', { class: 'muted' }, source.published_basis)].filter(Boolean);
  const link = (address) => (/^https?:\/\//i.test(address) ? [outsideLink(address, address)] : []);
  const rows = [
    [gettext('Publisher'), source.publisher ? [source.publisher] : []],
    [gettext('Published'), published],
    [gettext('Language'), source.language ? [languageWords(source.language)] : []],
    [gettext('Address'), link(source.url)],
    [gettext('Archived copy'), link(source.archived_url)],
    [gettext('Fetched'), source.retrieved ? [source.retrieved] : []],
    [gettext('Goes back to'), source.copies ? [source.copies] : []],
    [gettext('Reliability'), source.reliability ? [source.reliability] : []],
    [gettext('Note'), source.note ? [source.note] : []],
  ];
  return rows.filter(([, content]) => content.length).map(([term, content]) => element('div', {}, element('dt', {}, term), element('dd', {}, ...content)));
}

export function mount(parent, args) {
  const page = new SourcesPage(parent);
  page.update(args);
  return page;
}
