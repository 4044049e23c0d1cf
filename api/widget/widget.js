/*
 * The widget: <tuphap-chat>, one custom element, source and served file in one.
 *
 * It asks POST api/chat of the server this script came from and shows the Answer of the contract. Everything an
 * answer says is inserted as text. What an answer means is the server's work; nothing is worked out here.
 * Written for browsers with custom elements: no dependency, no build, no syntax newer than ES2019.
 */
(function () {
  'use strict';

  if (!window.customElements || window.customElements.get('tuphap-chat')) return;

  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  const PAGE = Object.assign({}, script ? script.dataset : {});
  const BASE = new URL('.', script && script.src ? script.src : document.baseURI).href;
  const NONCE = script ? script.nonce : '';

  const SOURCES_SHOWN = 3;
  const NAMES_SHOWN = 10;
  const TURNS_REMEMBERED = 6;
  const TURN_LENGTH = 4000;

  const WORDS = {
    vi: {
      title: 'Hỏi đáp báo cáo tư pháp',
      open: 'Hỏi báo cáo tư pháp',
      close: 'Đóng',
      intro: 'Hỏi về số liệu và nội dung trong các báo cáo công tác tư pháp. Mỗi con số trả lời kèm đoạn báo cáo chứng minh.',
      examples: 'Ví dụ:',
      question: 'Câu hỏi',
      placeholder: 'Nhập câu hỏi…',
      hint: 'Nhấn Enter để gửi, Shift + Enter để xuống dòng.',
      send: 'Gửi',
      stop: 'Dừng',
      conversation: 'Nội dung hỏi đáp',
      asked: 'Câu hỏi:',
      busy: 'Đang tìm trong các báo cáo…',
      notFound: 'Báo cáo không nêu',
      clarify: 'Cần làm rõ',
      choices: 'Chọn một cách hiểu:',
      sources: 'Nguồn',
      source: 'Nguồn',
      page: 'trang',
      row: 'Dòng',
      column: 'Cột',
      openSource: 'Xem đoạn này trong báo cáo',
      newTab: '(mở trong thẻ mới)',
      moreSources: 'Xem tất cả nguồn',
      moreNames: 'Xem tất cả',
      table: 'Bảng số liệu',
      none: 'không có số liệu',
      withData: 'Có số liệu',
      withoutData: 'Không có số liệu',
      failed: 'Chưa trả lời được',
      retry: 'Thử lại',
      edit: 'Sửa câu hỏi',
      stopped: 'Đã dừng theo yêu cầu.',
      network: 'Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại.',
      unreadable: 'Máy chủ trả về nội dung không đọc được.',
      status: 'Máy chủ báo lỗi',
    },
    en: {
      title: 'Justice report assistant',
      open: 'Ask the justice reports',
      close: 'Close',
      intro: 'Ask about the figures and content of Vietnamese provincial justice reports. Every figure comes with the passage that proves it.',
      examples: 'For example:',
      question: 'Question',
      placeholder: 'Type a question…',
      hint: 'Enter sends, Shift + Enter starts a new line.',
      send: 'Send',
      stop: 'Stop',
      conversation: 'Questions and answers',
      asked: 'Question:',
      busy: 'Searching the reports…',
      notFound: 'The reports do not say',
      clarify: 'One thing to clear up',
      choices: 'Choose a reading:',
      sources: 'Sources',
      source: 'Source',
      page: 'page',
      row: 'Row',
      column: 'Column',
      openSource: 'See this passage in the report',
      newTab: '(opens in a new tab)',
      moreSources: 'Show all sources',
      moreNames: 'Show all',
      table: 'Table of figures',
      none: 'no figure',
      withData: 'With data',
      withoutData: 'Without data',
      failed: 'No answer yet',
      retry: 'Try again',
      edit: 'Edit the question',
      stopped: 'Stopped as you asked.',
      network: 'The server cannot be reached. Check the network and try again.',
      unreadable: 'The server sent something that cannot be read.',
      status: 'The server reports an error',
    },
  };

  // ---------------------------------------------------------------- talking to the server

  class AskError extends Error {}

  /*
   * The one place that talks to the server; resolves with a whole Answer or rejects with an AskError.
   * A stream (Accept: text/event-stream) comes in here: it reports what has arrived, and resolves the same way.
   */
  function askServer(request, language, words, signal) {
    return fetch(BASE + 'api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': language },
      body: JSON.stringify(request),
      signal: signal,
    }).then(
      (response) => readAnswer(response, words),
      (error) => {
        throw new AskError(error.name === 'AbortError' ? words.stopped : words.network);
      }
    );
  }

  function readAnswer(response, words) {
    return response.text().then(
      (text) => {
        const body = parse(text);
        if (!response.ok) {
          const told = body && body.error && body.error.message;
          throw new AskError(typeof told === 'string' && told ? told : words.status + ' (' + response.status + ').');
        }
        if (!body || typeof body.answer !== 'string' || typeof body.status !== 'string') {
          throw new AskError(words.unreadable);
        }
        return body;
      },
      (error) => {
        throw new AskError(error.name === 'AbortError' ? words.stopped : words.network);
      }
    );
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      return null;
    }
  }

  // ---------------------------------------------------------------- text and numbers

  /* Only http(s) leaves the widget as a link; a path is taken from the server's own base. */
  function link(url) {
    const text = String(url || '');
    const rooted = text.charAt(0) === '/' && text.charAt(1) !== '/';
    try {
      const target = new URL(rooted ? text.slice(1) : text, BASE);
      return target.protocol === 'http:' || target.protocol === 'https:' ? target.href : null;
    } catch (error) {
      return null;
    }
  }

  /* 184000 as 184.000 and 98.5 as 98,5; the other way round in English. */
  function formatNumber(number, language) {
    const separator = language === 'en' ? ',' : '.';
    const parts = String(Number(number.toPrecision(15))).split('.');
    const whole = parts[0].replace(/\B(?=(\d{3})+$)/g, separator);
    return parts.length > 1 ? whole + (language === 'en' ? '.' : ',') + parts[1] : whole;
  }

  /*
   * Where a text prints one of these numbers: [start, end], or null when it stands nowhere or more than once,
   * since pointing at the wrong one is worse than pointing at none.
   */
  function printedNumber(text, numbers) {
    const forms = new Set();
    numbers.forEach((number) => {
      forms.add(formatNumber(number, 'vi')).add(formatNumber(number, 'en')).add(String(number));
      forms.add(String(number).replace('.', ','));
      if (number >= 0 && number < 10 && number % 1 === 0) forms.add('0' + number);
    });
    const found = [];
    const printed = /\d(?:[\d.,]*\d)?/g;
    let match;
    while ((match = printed.exec(text))) {
      const before = text.charAt(match.index - 1);
      const after = text.charAt(match.index + match[0].length);
      const alone = !/[-/[\d]/.test(before) && !/[-/\]\d]/.test(after);
      if (alone && forms.has(match[0])) found.push([match.index, match.index + match[0].length]);
    }
    return found.length === 1 ? found[0] : null;
  }

  function printedDate(date) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date || '');
    return parts ? parts[3] + '/' + parts[2] + '/' + parts[1] : date;
  }

  /* The last two of the headings above a passage: the ones before say what the title says. */
  function nearest(heading) {
    return heading ? heading.split(' › ').slice(-2).join(' › ') : null;
  }

  function numbersCiting(answer, number) {
    return (answer.values || [])
      .filter((value) => typeof value.value === 'number' && (value.citations || []).indexOf(number) >= 0)
      .map((value) => value.value);
  }

  // ---------------------------------------------------------------- building nodes

  /* An element with attributes and children; a string child becomes a text node, never markup. */
  function el(tag, attributes, children) {
    const node = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => {
      const value = attributes[name];
      if (name === 'onclick') node.addEventListener('click', value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    });
    [].concat(children === undefined ? [] : children).forEach((child) => {
      if (child !== null && child !== undefined) node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return node;
  }

  function icon(path) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('focusable', 'false');
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('d', path);
    svg.appendChild(shape);
    return svg;
  }

  function unseen(text) {
    return el('span', { class: 'unseen' }, text);
  }

  /* A text with the one number it proves set apart. */
  function withNumber(text, numbers) {
    const place = printedNumber(text, numbers);
    if (!place) return [text];
    return [text.slice(0, place[0]), el('b', {}, text.slice(place[0], place[1])), text.slice(place[1])];
  }

  /* Children after the first `shown` wait behind a button; a printed page shows them all. */
  function folded(list, shown, label) {
    const rest = Array.prototype.slice.call(list.children, shown);
    if (rest.length < 2) return { nodes: [list], unfold: () => {} };
    rest.forEach((child) => child.classList.add('folded'));
    const button = el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false' }, label + ' (' + list.children.length + ')');
    const unfold = () => {
      rest.forEach((child) => child.classList.remove('folded'));
      button.hidden = true;
    };
    button.addEventListener('click', () => {
      unfold();
      rest[0].tabIndex = -1;
      rest[0].focus();
    });
    return { nodes: [list, button], unfold: unfold };
  }

  // ---------------------------------------------------------------- an answer, as nodes

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
      [this.table(), this.coverage(), sources].forEach((part) => part && evidence.appendChild(part));
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

    table() {
      const table = this.answer.table;
      if (!table || !table.rows.length) return null;
      const cited = (table.row_citations || []).some((numbers) => numbers.length);
      const numeric = (column) => table.rows.some((row) => typeof row[column] === 'number');
      const head = table.columns.map((column, index) => el('th', { scope: 'col', class: numeric(index) ? 'number' : null }, column));
      if (cited) head.push(el('th', { scope: 'col' }, this.words.source));
      const rows = table.rows.map((row, index) => {
        const cells = row.map((value, column) => this.cell(value, column));
        if (cited) {
          const numbers = table.row_citations[index] || [];
          cells.push(el('td', { class: 'references' }, numbers.map((number) => (this.knows(number) ? this.reference(number) : null))));
        }
        return el('tr', {}, cells);
      });
      const asked = this.answer.understood && this.answer.understood.standalone_question;
      return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': this.words.table }, [
        el('table', {}, [
          el('caption', { class: 'unseen' }, asked || this.words.table),
          el('thead', {}, el('tr', {}, head)),
          el('tbody', {}, rows),
        ]),
      ]);
    }

    cell(value, column) {
      if (value === null || value === undefined) {
        return el('td', { class: 'number' }, [el('span', { 'aria-hidden': 'true' }, '–'), unseen(this.words.none)]);
      }
      if (typeof value === 'number') return el('td', { class: 'number' }, formatNumber(value, this.answer.language));
      return column === 0 ? el('th', { scope: 'row' }, String(value)) : el('td', {}, String(value));
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

  // ---------------------------------------------------------------- the element

  class TuphapChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      this.language = this.setting('lang') === 'en' ? 'en' : 'vi';
      this.words = WORDS[this.language];
      this.history = [];
      this.conversation = null;
      this.pending = null;
      dress(this.attachShadow({ mode: 'open' })).appendChild(this.build());
      if (!this.inline) this.setOpen(false);
    }

    get inline() {
      return this.hasAttribute('inline');
    }

    /* A setting stands on the element, or on the script tag for all. */
    setting(name) {
      return this.getAttribute('data-' + name) || PAGE[name] || '';
    }

    listSetting(name, separator) {
      return this.setting(name).split(separator).map((item) => item.trim()).filter(Boolean);
    }

    build() {
      const words = this.words;
      const title = this.setting('title') || words.title;
      this.log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': words.conversation, tabindex: '0' }, this.welcome());
      this.input = el('textarea', { id: 'question', rows: '1', placeholder: words.placeholder, autocomplete: 'off', 'aria-describedby': 'hint' });
      this.button = el('button', { type: 'submit', class: 'send' }, words.send);
      const form = el('form', { novalidate: '' }, [
        el('label', { for: 'question', class: 'unseen' }, words.question),
        this.input,
        this.button,
        el('p', { id: 'hint', class: 'hint' }, words.hint),
      ]);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.submit();
      });
      this.input.addEventListener('keydown', (event) => this.typed(event));
      this.input.addEventListener('input', () => this.fit());
      this.panel = el('section', { id: 'panel', class: 'panel', role: this.inline ? 'region' : 'dialog', 'aria-labelledby': 'title', lang: this.language }, [
        el('header', {}, [
          el(this.inline ? 'h1' : 'h2', { id: 'title' }, title),
          this.inline ? null : el('button', { type: 'button', class: 'close', onclick: () => this.close() }, [icon('M6 6 L18 18 M18 6 L6 18'), unseen(words.close)]),
        ]),
        this.log,
        form,
      ]);
      if (this.inline) return this.panel;
      this.panel.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !composing(event)) {
          event.stopPropagation();
          this.close();
        }
      });
      this.launcher = el('button', { type: 'button', class: 'launcher', lang: this.language, 'aria-controls': 'panel', onclick: () => this.toggle() }, [
        icon('M4 5 H20 V16 H11 L7 20 V16 H4 Z M8 9 H16 M8 12 H13'), el('span', {}, words.open),
      ]);
      return el('div', {}, [this.panel, this.launcher]);
    }

    welcome() {
      const examples = this.listSetting('examples', '|');
      return el('div', { class: 'welcome' }, [
        el('p', {}, this.words.intro),
        examples.length ? questionButtons(examples, this.words.examples, (question) => this.choose(question)) : null,
      ]);
    }

    // -- opening and closing

    toggle() {
      if (this.panel.hidden) {
        this.setOpen(true);
        this.input.focus();
      } else this.close();
    }

    close() {
      this.setOpen(false);
      this.launcher.focus();
    }

    setOpen(open) {
      this.panel.hidden = !open;
      this.launcher.setAttribute('aria-expanded', String(open));
    }

    // -- typing and asking

    typed(event) {
      // Enter that ends a word of a Vietnamese input method is not the Enter that sends.
      if (event.key !== 'Enter' || event.shiftKey || composing(event)) return;
      event.preventDefault();
      if (!this.pending) this.submit();
    }

    fit() {
      this.input.style.height = 'auto';
      this.input.style.height = this.input.scrollHeight + 2 + 'px';
    }

    submit() {
      if (this.pending) {
        this.pending.stop();
        return;
      }
      const question = this.input.value.trim();
      if (!question) return;
      this.write('');
      this.ask(question);
    }

    write(text) {
      this.input.value = text;
      this.fit();
    }

    /* A question from a button: the reader is led to it, as the button may be far from it. */
    choose(question) {
      if (this.pending) return;
      this.ask(question).focus();
    }

    ask(question) {
      const turn = el('article', { class: 'turn', tabindex: '-1' }, el('p', { class: 'asked' }, [unseen(this.words.asked + ' '), question]));
      this.log.appendChild(turn);
      this.send(turn, question);
      return turn;
    }

    send(turn, question) {
      const controller = window.AbortController ? new AbortController() : null;
      const busy = el('p', { class: 'busy' }, [el('span', { class: 'dots', 'aria-hidden': 'true' }), this.words.busy]);
      const request = { question: question };
      if (this.conversation) request.conversation_id = this.conversation;
      if (this.history.length) request.history = this.history.slice(-2 * TURNS_REMEMBERED);
      const provinces = this.listSetting('province', ',');
      if (provinces.length) request.filters = { provinces: provinces };
      turn.appendChild(busy);
      this.setPending({ stop: () => controller && controller.abort() });
      this.reveal(turn);
      askServer(request, this.language, this.words, controller ? controller.signal : undefined)
        .then((answer) => this.answered(turn, question, answer))
        .catch((error) => this.failed(turn, question, error))
        .then(() => {
          turn.removeChild(busy);
          this.setPending(null);
          this.reveal(turn);
        });
    }

    setPending(pending) {
      this.pending = pending;
      this.button.textContent = pending ? this.words.stop : this.words.send;
      this.button.classList.toggle('stop', Boolean(pending));
      this.log.setAttribute('aria-busy', String(Boolean(pending)));
    }

    answered(turn, question, answer) {
      const view = new AnswerView(answer, this.words, (choice) => this.choose(choice)).render();
      this.conversation = answer.conversation_id || this.conversation;
      this.history.push({ role: 'user', content: question }, { role: 'assistant', content: answer.answer.slice(0, TURN_LENGTH) });
      turn.appendChild(view);
    }

    failed(turn, question, error) {
      const message = error instanceof AskError ? error.message : this.words.unreadable;
      const notice = el('div', { class: 'failed' }, [
        el('p', { class: 'label' }, this.words.failed),
        el('p', {}, message),
        el('button', { type: 'button', class: 'question', onclick: () => this.again(turn, question, notice) }, this.words.retry),
        el('button', { type: 'button', class: 'question', onclick: () => this.edit(question) }, this.words.edit),
      ]);
      turn.appendChild(notice);
    }

    again(turn, question, notice) {
      if (this.pending) return;
      turn.removeChild(notice);
      turn.focus();
      this.send(turn, question);
    }

    edit(question) {
      const draft = this.input.value.trim();
      this.write(draft && draft !== question ? draft + '\n' + question : question);
      this.input.focus();
    }

    /* Scrolls the log alone: the turn's end, or its beginning when it is taller than what is seen of it. */
    reveal(turn) {
      const seen = this.log.getBoundingClientRect();
      const place = turn.getBoundingClientRect();
      this.log.scrollTop += place.height > seen.height ? place.top - seen.top - 12 : Math.max(0, place.bottom - seen.bottom + 16);
    }
  }

  function composing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  // ---------------------------------------------------------------- looks

  /* A constructed sheet needs no CSP permission; browsers without it get a <style> with the script's nonce. */
  let sheet = null;

  function dress(root) {
    if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
      }
      root.adoptedStyleSheets = [sheet];
    } else root.appendChild(el('style', { nonce: NONCE || null }, STYLE));
    return root;
  }

  /* `!important` on :host is what wins over a host page's rules for the element; inside, the shadow protects. */
  const STYLE = `
:host {
  all: initial !important; display: block !important; position: fixed !important; z-index: 2147483000 !important;
  right: 0 !important; bottom: 0 !important; color-scheme: light !important;
  font: medium/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif !important;
  --ink: #1b2530; --soft: #51606f; --paper: #ffffff; --wash: #f3f6fa; --line: #d3dbe4; --edge: #76838f;
  --main: #17437a; --main-deep: #0f2f57; --main-wash: #e8eff8; --on-main: #ffffff;
  --calm: #f7f4ea; --calm-edge: #8a6d1f; --calm-ink: #5c4708; --bad: #fdf1f0; --bad-edge: #a32018; --bad-ink: #8a1a13;
  --mark: #ffe9a3; --mark-ink: #1b2530;
}
:host([inline]) {
  position: relative !important; z-index: auto !important; right: auto !important;
  height: var(--tuphap-height, 40em) !important; min-height: 22em !important;
}
:host([hidden]) { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
[hidden], .folded { display: none !important; }
p, ul, ol, blockquote, h1, h2, h3 { margin: 0; padding: 0; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border-radius: 6px; }
:focus { outline: 3px solid #1a6fd4; outline-offset: 2px; }
:focus:not(:focus-visible) { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip: rect(0 0 0 0); white-space: nowrap; }
svg { width: 1.5em; height: 1.5em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }

.launcher {
  position: fixed; right: 1.25em; bottom: 1.25em; display: flex; align-items: center; padding: .7em 1.15em; border: 1px solid var(--main-deep);
  border-radius: 2em; background: var(--main); color: var(--on-main); font-weight: 600; box-shadow: 0 4px 16px rgba(15, 32, 56, .28);
}
.launcher span { margin-left: .55em; }
.launcher:hover { background: var(--main-deep); }

.panel { display: flex; flex-direction: column; background: var(--paper); color: var(--ink); border: 1px solid var(--line); overflow: hidden; overflow-wrap: break-word; }
.panel[role="dialog"] {
  position: fixed; right: 1.25em; bottom: 5.25em; width: 29em; max-width: calc(100vw - 2.5em); height: 42em; max-height: calc(100vh - 6.5em);
  border-radius: 10px; box-shadow: 0 12px 40px rgba(15, 32, 56, .3);
}
.panel[role="region"] { height: 100%; border-radius: inherit; }
header { display: flex; align-items: center; flex: none; padding: .7em 1.1em; background: var(--main); color: var(--on-main); border-bottom: 3px solid #c9a227; }
header h1, header h2 { flex: 1; font-size: 1.06em; line-height: 1.35; font-weight: 650; }
.close { display: flex; margin: -.2em -.4em -.2em .6em; padding: .35em; border: 1px solid transparent; background: transparent; }
.close:hover { background: var(--main-deep); }
.close:focus, header :focus { outline-color: #ffffff; }

.log { flex: 1; min-height: 6em; overflow-y: auto; padding: 1.1em; overscroll-behavior: contain; }
.panel[role="region"] .log > * { max-width: 52em; margin-left: auto; margin-right: auto; }
.welcome > p { color: var(--soft); }
.questions { margin-top: .9em; }
.questions > p { margin-bottom: .4em; color: var(--soft); font-size: .92em; }
.question { display: block; width: fit-content; max-width: 100%; margin: .45em 0 0; padding: .5em .85em; border: 1px solid var(--main); background: var(--paper); color: var(--main); text-align: left; }
.question:hover { background: var(--main-wash); }

.turn { margin-top: 1.4em; }
.turn:focus, .sources li:focus { outline-offset: 5px; }
.asked { margin-left: auto; width: fit-content; max-width: 88%; padding: .55em .95em; border-radius: 12px 12px 2px 12px; background: var(--main-wash); color: var(--main-deep); white-space: pre-wrap; }
.busy { display: flex; align-items: center; margin-top: .9em; color: var(--soft); }
.dots { width: .6em; height: .6em; margin-right: .6em; border-radius: 50%; background: var(--main); animation: breathe 1.2s ease-in-out infinite; }
@keyframes breathe { 0%, 100% { opacity: .25; } 50% { opacity: 1; } }

.answer { margin-top: .9em; }
.text { white-space: pre-wrap; }
.text b { font-weight: 700; color: var(--main-deep); }
.label { margin-bottom: .25em; font-weight: 650; }
.not_found > .text, .clarify > .text { padding: 0; }
.not_found > .label, .not_found > .text { padding-left: .85em; border-left: 3px solid var(--calm-edge); margin: 0; }
.not_found > .label { padding-top: .2em; color: var(--calm-ink); }
.not_found > .text { padding-bottom: .2em; }
.clarify > .label { color: var(--main); }
.reference { display: inline; padding: 0 .1em; border: 0; background: none; color: var(--main); font-size: .88em; font-weight: 600; text-decoration: underline; text-underline-offset: 2px; }
.reference:hover { background: var(--main-wash); }
.notices { margin-top: .8em; padding: .6em .9em; border: 1px solid var(--line); border-left: 3px solid var(--calm-edge); border-radius: 4px; background: var(--calm); color: var(--calm-ink); list-style: none; font-size: .94em; }
.notices li + li { margin-top: .35em; }
.failed { margin-top: .9em; padding: .75em 1em; border: 1px solid var(--bad-edge); border-radius: 6px; background: var(--bad); color: var(--bad-ink); }
.failed .question { display: inline-block; margin: .6em .5em 0 0; border-color: var(--bad-edge); color: var(--bad-ink); }

.scroll { margin-top: .9em; width: fit-content; max-width: 100%; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; position: relative; }
table { border-collapse: collapse; font-size: .94em; }
th, td { padding: .45em 1em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--wash); font-weight: 650; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.references { white-space: nowrap; }
.coverage { margin-top: .8em; font-size: .92em; color: var(--soft); }
.coverage > div + div { margin-top: .4em; }
.coverage p { display: inline; font-weight: 600; }
.coverage p::after { content: ": "; }
.coverage ul { display: inline; list-style: none; }
.coverage li { display: inline; }
.coverage li + li::before { content: ", "; }
.coverage .quiet { margin: 0 0 0 .5em; }
.quiet { margin: .35em 0 0; padding: .2em .1em; border: 0; background: none; color: var(--main); font-weight: 600; text-decoration: underline; text-underline-offset: 2px; }

h3 { margin-top: 1.1em; color: var(--soft); font-size: .88em; font-weight: 650; }
.sources { list-style: none; }
.sources li { margin-top: .55em; padding: .7em .9em; border: 1px solid var(--line); border-radius: 6px; background: var(--wash); font-size: .94em; }
.sources li:focus { border-color: var(--main); background: var(--main-wash); }
.title { font-weight: 600; }
.count { color: var(--main); }
.where { margin-top: .1em; color: var(--soft); font-size: .93em; }
blockquote { margin: .5em 0; padding: .1em 0 .1em .8em; border-left: 3px solid var(--main); white-space: pre-wrap; }
blockquote b { padding: 0 .15em; border-radius: 3px; background: var(--mark); color: var(--mark-ink); font-weight: 700; }
a { color: var(--main); font-weight: 600; text-underline-offset: 2px; }

form { display: grid; grid-template-columns: 1fr auto; grid-gap: .45em .6em; flex: none; padding: .8em 1.1em; border-top: 1px solid var(--line); background: var(--wash); }
.panel[role="region"] form, .panel[role="region"] header { padding-left: max(1.1em, calc(50% - 26em)); padding-right: max(1.1em, calc(50% - 26em)); }
textarea { width: 100%; min-height: 2.75em; max-height: 9em; padding: .55em .75em; border: 1px solid var(--edge); border-radius: 6px; background: var(--paper); line-height: 1.45; resize: none; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { align-self: end; min-height: 2.75em; min-width: 4.5em; padding: .5em 1.1em; border: 1px solid var(--main-deep); background: var(--main); color: var(--on-main); font-weight: 600; }
.send:hover { background: var(--main-deep); }
.stop { background: var(--paper); color: var(--main); }
.stop:hover { background: var(--main-wash); }
.hint { grid-column: 1 / -1; color: var(--soft); font-size: .84em; }

@media (max-width: 480px) {
  .panel[role="dialog"] { right: 0; bottom: 0; width: 100%; max-width: none; height: 100%; max-height: none; border: 0; border-radius: 0; }
  .launcher[aria-expanded="true"], .hint { display: none; }
  .log { padding: .9em; }
  th, td { padding: .45em .7em; }
  form { padding: .6em .9em; }
}
@media (max-height: 460px) {
  .panel { overflow-y: auto; }
  .log { flex: none; overflow-y: visible; }
  form { position: sticky; bottom: 0; }
  .hint { display: none; }
}
@media (prefers-reduced-motion: reduce) { .dots { animation: none; } }
@media print {
  :host(:not([inline])) { display: none !important; }
  :host([inline]) { height: auto !important; }
  .panel { display: block; border: 0; overflow: visible; }
  .panel[role="region"] .log > * { max-width: none; }
  .log, .scroll { overflow: visible; padding: 0; }
  form, .welcome, .questions, .quiet, .busy, .close { display: none !important; }
  li.folded { display: block !important; }
  .coverage li.folded { display: inline !important; }
  header { background: none; color: #000; padding: 0 0 .4em; }
  .turn { break-inside: auto; }
  .sources li, tr { break-inside: avoid; }
}
`;

  window.customElements.define('tuphap-chat', TuphapChat);

  /* A page that places the element itself gets no second one in the corner. */
  function launch() {
    if (!document.querySelector('tuphap-chat')) document.body.appendChild(document.createElement('tuphap-chat'));
  }

  if (document.body && document.readyState !== 'loading') launch();
  else document.addEventListener('DOMContentLoaded', launch);
})();
