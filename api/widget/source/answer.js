/* One Answer on the screen. `ask` is called with a chosen reading of the question. */
class AnswerView {
  constructor(answer, words, ask) {
    this.answer = answer;
    this.words = words;
    this.ask = ask;
    this.sources = new Map();
    this.unfoldSources = () => {};
  }

  render() {
    const status = this.answer.status;
    const label = { not_found: this.words.notFound, clarify: this.words.clarify }[status];
    const evidence = el('div', { class: 'evidence', 'aria-live': 'off' });
    const sources = this.sourceList();
    [this.chart(), this.table(), this.coverage(), sources].forEach((part) => part && evidence.appendChild(part));
    return el('div', { class: 'answer ' + status, lang: this.answer.language }, [
      label ? el('p', { class: 'label' }, label) : null,
      this.text(),
      this.choices(),
      this.notices(),
      evidence,
    ]);
  }

  text() {
    // Beside a table no one row is the headline.
    const values = this.answer.table ? [] : this.answer.values || [];
    const headline = values.slice(0, 1).map((value) => value.value);
    const known = (this.answer.citations || []).map((citation) => citation.number);
    const nodes = [];
    const place = printedNumber(this.answer.answer, headline);
    const text = this.answer.answer;
    text.split(/(\[\d+\])/).reduce((offset, piece) => {
      const mark = /^\[(\d+)\]$/.exec(piece);
      const end = offset + piece.length;
      if (mark && known.indexOf(Number(mark[1])) >= 0) nodes.push(this.reference(Number(mark[1])));
      else if (place && place[0] >= offset && place[1] <= end) {
        nodes.push(text.slice(offset, place[0]), el('b', {}, text.slice(place[0], place[1])), text.slice(place[1], end));
      } else nodes.push(piece);
      return end;
    }, 0);
    return el('p', { class: 'text' }, nodes);
  }

  /* `[n]`: a button that leads to the citation below. */
  reference(number) {
    // A label instead of hidden words: those would come along when the answer is copied.
    const text = '[' + number + ']';
    const label = this.words.source + ' ' + text;
    return el('button', { type: 'button', class: 'reference', 'aria-label': label, onclick: () => this.show(number) }, text);
  }

  show(number) {
    const source = this.sources.get(number);
    if (!source) return;
    this.unfoldSources();
    source.focus();
    source.scrollIntoView({ block: 'nearest' });
  }

  choices() {
    const choices = this.answer.choices || [];
    if (!choices.length) return null;
    return questionButtons(choices, this.words.choices, this.ask);
  }

  notices() {
    const notices = this.answer.notices || [];
    return notices.length ? el('ul', { class: 'notices' }, notices.map((notice) => el('li', {}, notice))) : null;
  }

  chart() {
    return this.answer.chart ? chartFigure(this.answer.chart, chartUnit(this.answer), this.answer.language, this.words) : null;
  }

  table() {
    const table = this.answer.table || (this.answer.chart ? tableOfChart(this.answer.chart, this.words) : null);
    const asked = this.answer.understood && this.answer.understood.standalone_question;
    const reference = (number) => (this.knows(number) ? this.reference(number) : null);
    return table && table.rows.length ? figureTable(table, asked, this.answer.language, this.words, reference) : null;
  }

  knows(number) {
    return (this.answer.citations || []).some((citation) => citation.number === number);
  }

  coverage() {
    const coverage = this.answer.coverage;
    if (!coverage) return null;
    return el('div', { class: 'coverage' }, [
      this.names(this.words.withData, coverage.with_data),
      this.names(this.words.withoutData, coverage.without_data),
    ]);
  }

  names(label, names) {
    if (!names || !names.length) return null;
    const list = el('ul', {}, names.map((name) => el('li', {}, name)));
    return el('div', {}, [el('p', {}, label + ' (' + names.length + ')')].concat(folded(list, NAMES_SHOWN, this.words.moreNames).nodes));
  }

  sourceList() {
    const citations = this.answer.citations || [];
    if (!citations.length) return null;
    const list = el('ol', { class: 'sources' }, citations.map((citation) => this.source(citation)));
    const fold = folded(list, SOURCES_SHOWN, this.words.moreSources);
    this.unfoldSources = fold.unfold;
    return el('section', { 'aria-label': this.words.sources }, [el('h3', {}, this.words.sources)].concat(fold.nodes));
  }

  source(citation) {
    const words = this.words;
    const where = [citation.agency || citation.province, printedDate(citation.date) || citation.period, nearest(citation.heading),
      citation.page === null || citation.page === undefined ? null : words.page + ' ' + citation.page];
    const cell = citation.cell ? words.row + ': ' + citation.cell.row + ' · ' + words.column + ': ' + citation.cell.column : null;
    const url = link(citation.url);
    const item = el('li', { tabindex: '-1' }, [
      el('p', { class: 'title' }, [el('span', { class: 'count' }, '[' + citation.number + ']'), ' ', citation.title || citation.source || '']),
      el('p', { class: 'where' }, where.filter(Boolean).join(' · ')),
      el('blockquote', { lang: 'vi' }, withNumber(citation.quote || '', numbersCiting(this.answer, citation.number))),
      cell ? el('p', { class: 'where' }, cell) : null,
      url ? el('a', { href: url, target: '_blank', rel: 'noopener' }, [words.openSource, unseen(' [' + citation.number + '] ' + words.newTab)]) : null,
    ]);
    this.sources.set(citation.number, item);
    return item;
  }
}

function questionButtons(questions, label, ask) {
  return el('div', { class: 'questions', role: 'group', 'aria-label': label }, [el('p', {}, label)].concat(
    questions.map((question) => el('button', { type: 'button', class: 'question', onclick: () => ask(question) }, question))
  ));
}
