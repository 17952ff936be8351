/**
 * The page of the method: what a claim and a standing are, which vocabularies are used, what the map is made
 * of, and what the case cannot tell. Definitions are the program's own, by the server's answer.
 */
import { caseAnswer } from '../answers.js';
import { dress, element, outsideLink } from '../dom.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { elementIsDark } from '../theme.js';
import { gettext, ngettext } from '../words.js';

const VOCABULARIES = {
  edtf: ['https://www.loc.gov/standards/datetime/', () => gettext('EDTF, the Extended Date/Time Format (Library of Congress)')],
  iso: ['https://www.iso.org/standard/70908.html', () => gettext('ISO 8601-2')],
  darwin: ['https://dwc.tdwg.org/terms/', () => gettext('Darwin Core')],
  ucdp: ['https://ucdp.uu.se/downloads/', () => gettext('Uppsala Conflict Data Program, where_prec')],
  annotation: ['https://www.w3.org/TR/annotation-model/', () => gettext('W3C Web Annotation Data Model, text selectors')],
  admiralty: ['', () => gettext('Admiralty scale (NATO AJP-2.1)')],
};

class MethodPage {
  constructor(parent) {
    this.body = element('div', { class: 'method' }, element('p', { role: 'status' }, gettext('Reading…')));
    this.root = element('section', { class: 'method-page', data: { testid: 'method-page' } }, element('h1', {}, gettext('Method')), this.body);
    dress(parent, this.root, 'pages/pages.css');
  }

  async update({ data: { data } }) {
    if (data === this.data) return;
    this.data = data;
    try {
      const [answer, definitions] = await Promise.all([caseAnswer(data, 'method.json'), symbolDefinitions]);
      if (this.data === data) this.show(answer, definitions);
    } catch (error) {
      this.data = null;
      this.body.replaceChildren(element('p', { role: 'alert' }, error.message));
    }
  }

  show(answer, definitions) {
    this.body.replaceChildren(...thisCase(answer), ...claims(answer), ...this.standings(answer, definitions),
      ...clocks(), ...dates(answer), ...places(answer), ...reliability(answer), ...baseMap(answer));
  }

  standings({ procedure, standings }, definitions) {
    const dark = elementIsDark(this.root, '--surface');
    const line = ({ id, label, meaning, rule, count }, index) => element('tr', { data: { standing: id } },
      element('td', { class: 'line-number' }, String(index + 1)),
      element('th', { scope: 'row' }, definitions.standings[id] && symbolElement(definitions, id, { dark }), label),
      element('td', {}, rule),
      element('td', {}, definitions.standings[id] ? meaning : gettext('{meaning}; not drawn', { meaning })),
      element('td', { class: 'number' }, ngettext('{count} event', '{count} events', count)));
    const heads = [gettext('Line'), gettext('Standing'), gettext('When it holds'), gettext('What the mark says'), gettext('In this case today')];
    return [
      heading(gettext('Standing')),
      element('p', {}, gettext('The standing of an event is what its claims amount to, computed from them and from nothing else. It is never a judgement of ours on what happened.')),
      element('ol', {}, ...procedure.map((sentence) => element('li', {}, sentence))),
      element('table', { class: 'rule' }, element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...standings.map(line))),
    ];
  }

  destroy() {}
}

const heading = (words) => element('h2', {}, words);

/** Words of a vocabulary with what they mean. */
const terms = (entries) => element('dl', { class: 'terms' }, ...entries.map(({ word, label, meaning }) =>
  element('div', {}, element('dt', {}, element('code', {}, word), label && label !== word && ` ${label}`), element('dd', {}, meaning))));

const from = (...names) => element('ul', { class: 'from', 'aria-label': gettext('Vocabularies used here') },
  ...names.map((name) => VOCABULARIES[name]).map(([address, words]) => element('li', {}, outsideLink(address, words()))));

function thisCase({ about, counts }) {
  const held = [
    ngettext('{count} event', '{count} events', counts.events),
    ngettext('{count} claim', '{count} claims', counts.claims),
    ngettext('{count} source', '{count} sources', counts.sources),
  ];
  const facts = [
    [gettext('Holds'), held.join(' · ')],
    [gettext('What it cannot tell'), about.limits || gettext('The case does not say.')],
    [gettext('Licence of its words'), about.licence || gettext('The case names none.')],
    [gettext('Days are told in'), about.timezone],
  ];
  return [
    heading(gettext('This case')),
    element('p', { class: 'case-title' }, about.title),
    element('dl', { class: 'facts' }, ...facts.map(([term, words]) => element('div', {}, element('dt', {}, term), element('dd', {}, words)))),
    element('p', {}, element('a', { href: './rows' }, gettext('Which rows of its files were taken, and which were not'))),
  ];
}

function claims({ stances, fields }) {
  return [
    heading(gettext('Claim')),
    element('p', {}, gettext('A claim is one statement: who says what about which event, in which source, on which day, and with which stance. Nothing is on the map without a claim behind it.')),
    element('h3', {}, gettext('Stances')), terms(stances),
    element('h3', {}, gettext('What a claim is about')), terms(fields),
    element('p', {}, gettext('Where a summary of ours is on file, the words that carry the claim are marked in it. Summaries are in our words and never a quotation.')),
    from('annotation'),
  ];
}

function clocks() {
  return [
    heading(gettext('Two clocks')),
    element('p', {}, gettext('When it happened: events of the days shown, each with the standing it has today.')),
    element('p', {}, gettext('When it was told: events that anybody had told of by the moment shown, each with the standing it had then. A claim counts from the latest day that its date allows, so nothing later is let in.')),
  ];
}

function dates({ dates: examples }) {
  return [
    heading(gettext('Dates')),
    element('p', {}, gettext('No day is shown more exactly than it is known. Duration, written with a slash, is drawn solid; doubt is drawn faded: a month, a season, one of several days, or a day with a tilde.')),
    terms(examples), from('edtf', 'iso'),
  ];
}

function places({ precisions }) {
  return [
    heading(gettext('Places')),
    element('p', {}, gettext('No place is drawn more exactly than it is known. Coordinates are WGS84 degrees; a radius, where one is known, is drawn. Each place has a code for how exactly it is known:')),
    terms(precisions), from('ucdp', 'darwin'),
  ];
}

function reliability({ reliabilities }) {
  return [
    heading(gettext('Reliability of sources')),
    element('p', {}, gettext('A case may give each source a letter. It is shown beside the source and changes no standing.')),
    terms(reliabilities), from('admiralty'),
  ];
}

function baseMap({ basemap }) {
  const line = ({ name, provides, licence, version }) => element('div', {}, element('dt', {}, name),
    element('dd', {}, element('span', {}, provides), element('span', { class: 'muted' }, [licence, version].join(' · '))));
  return [
    heading(gettext('Base map')),
    element('p', { class: 'disclaimer' }, basemap.disclaimer),
    element('dl', { class: 'facts' }, ...basemap.sources.map(line)),
  ];
}

export function mount(parent, args) {
  const page = new MethodPage(parent);
  page.update(args);
  return page;
}
