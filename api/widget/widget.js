/*
 * The widget: <tuphap-chat>, one custom element.
 *
 * Made of api/widget/source by `python -m api.widget.build`: change the sources, not this file.
 * For browsers with custom elements; no dependency, no syntax newer than ES2019.
 */
(function () {
  'use strict';

  if (!window.customElements || window.customElements.get('tuphap-chat')) return;

  const STYLE = `
:host {
  all: initial !important; display: block !important; position: fixed !important; z-index: 2147483000 !important;
  right: 0 !important; bottom: 0 !important; color-scheme: light !important;
  font: medium/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif !important;
  --ink: #1b2530; --soft: #51606f; --paper: #ffffff; --wash: #f3f6fa; --line: #d3dbe4; --edge: #76838f;
  --main: #17437a; --main-deep: #0f2f57; --main-wash: #e8eff8; --on-main: #ffffff;
  --calm: #f7f4ea; --calm-edge: #8a6d1f; --calm-ink: #5c4708; --bad: #fdf1f0; --bad-edge: #a32018; --bad-ink: #8a1a13;
  --mark: #ffe9a3; --mark-ink: #1b2530;
  --series-0: #17437a; --series-1: #b3500a; --series-2: #23734a; --series-3: #7a3fa0; --series-4: #9a1f4b; --series-5: #3d4a57;
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
.icon { width: 1.5em; height: 1.5em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }

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

.log { position: relative; flex: 1; min-height: 6em; overflow-y: auto; padding: 1.1em; overscroll-behavior: contain; }
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

.scroll { margin-top: .9em; width: fit-content; max-width: 100%; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; position: relative; }
.scroll.tall { max-height: 24em; overflow-y: auto; }
table { border-collapse: separate; border-spacing: 0; font-size: .94em; }
th, td { padding: .45em 1em; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-top: 0; position: -webkit-sticky; position: sticky; top: 0; z-index: 1; background: var(--wash); font-weight: 650; vertical-align: bottom; }
tbody th { min-width: 6em; font-weight: 500; }
.wide thead th:first-child { left: 0; z-index: 2; }
.wide tbody th { position: -webkit-sticky; position: sticky; left: 0; background: var(--paper); }
.wide th:first-child { border-right: 1px solid var(--line); max-width: 10em; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
.references { white-space: nowrap; }

.chart { margin: .9em 0 0; padding: .7em .9em; border: 1px solid var(--line); border-radius: 6px; }
.caption { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; }
.caption figcaption { margin-right: 1em; font-weight: 650; font-size: .94em; }
.caption .quiet { margin: 0; font-size: .88em; }
.drawing { margin-top: .6em; }
.drawing.tall .frame { max-height: 26em; overflow-y: auto; }
.plot { display: block; width: 100%; height: auto; font-size: .82em; overflow: visible; }
.plot text { fill: var(--ink); stroke: var(--paper); stroke-width: 3px; paint-order: stroke; }
.plot .soft { fill: var(--soft); }
.plot .strong { font-weight: 600; }
.plot .middle { text-anchor: middle; }
.plot .end { text-anchor: end; }
.grid { stroke: var(--line); }
.zero { stroke: var(--edge); }
.stroke { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.dash-1 { stroke-dasharray: 7 4; }
.dash-2 { stroke-dasharray: 2 4; }
.dash-3 { stroke-dasharray: 10 4 2 4; }
.marker { stroke-width: 1; }
.hollow.hollow { fill: var(--paper); stroke-width: 2; }
.series-0 { stroke: var(--series-0); } .bar.series-0, .marker.series-0 { fill: var(--series-0); }
.series-1 { stroke: var(--series-1); } .bar.series-1, .marker.series-1 { fill: var(--series-1); }
.series-2 { stroke: var(--series-2); } .bar.series-2, .marker.series-2 { fill: var(--series-2); }
.series-3 { stroke: var(--series-3); } .bar.series-3, .marker.series-3 { fill: var(--series-3); }
.series-4 { stroke: var(--series-4); } .bar.series-4, .marker.series-4 { fill: var(--series-4); }
.series-5 { stroke: var(--series-5); } .bar.series-5, .marker.series-5 { fill: var(--series-5); }
.legend { display: flex; flex-wrap: wrap; margin-top: .5em; list-style: none; font-size: .88em; }
.legend li { display: flex; align-items: center; margin-right: 1.2em; }
.key { flex: none; width: 1.9em; height: .95em; margin-right: .45em; }
.remark { margin-top: .4em; color: var(--soft); font-size: .88em; }
@media (forced-colors: active) {
  .plot text, .bar, .marker { fill: CanvasText; }
  .plot text { stroke: none; }
  .stroke, .bar, .hollow, .marker, .zero, .grid { stroke: CanvasText; }
}

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
  .log, .scroll, .scroll.tall, .drawing.tall .frame { overflow: visible; max-height: none; padding: 0; }
  thead th, .wide tbody th { position: static; }
  form, .welcome, .questions, .quiet, .busy, .close { display: none !important; }
  li.folded { display: block !important; }
  .coverage li.folded { display: inline !important; }
  header { background: none; color: #000; padding: 0 0 .4em; }
  .turn { break-inside: auto; }
  .sources li, tr, .chart { break-inside: avoid; }
}
`;

  // ---- settings

  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
  const PAGE = Object.assign({}, script ? script.dataset : {});
  const BASE = new URL('.', script && script.src ? script.src : document.baseURI).href;
  const NONCE = script ? script.nonce : '';

  const SOURCES_SHOWN = 3;
  const NAMES_SHOWN = 10;
  const TURNS_REMEMBERED = 6;
  const TURN_LENGTH = 4000;

  // ---- words

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
      chart: 'Biểu đồ',
      lineChart: 'Biểu đồ đường',
      barChart: 'Biểu đồ cột ngang',
      chartSeeTable: 'Từng số liệu đứng ở bảng bên dưới.',
      showChart: 'Xem biểu đồ',
      hideChart: 'Ẩn biểu đồ',
      notFromZero: 'Trục số liệu không bắt đầu từ 0.',
      items: 'Mục',
      million: 'triệu',
      billion: 'tỷ',
      trillion: 'nghìn tỷ',
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
      chart: 'Chart',
      lineChart: 'Line chart',
      barChart: 'Bar chart',
      chartSeeTable: 'Every figure stands in the table below.',
      showChart: 'Show the chart',
      hideChart: 'Hide the chart',
      notFromZero: 'The axis of figures does not begin at 0.',
      items: 'Item',
      million: 'million',
      billion: 'billion',
      trillion: 'trillion',
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

  // ---- server

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

  // ---- text

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

  // ---- nodes

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

  /* An element of a drawing; a string child becomes text. */
  function svg(tag, attributes, children) {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.keys(attributes || {}).forEach((name) => {
      if (attributes[name] !== null && attributes[name] !== undefined) node.setAttribute(name, attributes[name]);
    });
    [].concat(children === undefined ? [] : children).forEach((child) => {
      if (child) node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return node;
  }

  function icon(path) {
    return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: path }));
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

  // ---- scale

  /* Geometry without drawing: where numbers and words go. Lengths in CSS pixels. */

  /* Round numbers from at or below `low` to at or above `high`, about `count` steps apart. */
  function ticksOf(low, high, count) {
    const span = high - low || Math.abs(high) || 1;
    const rough = span / Math.max(count, 1);
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    const ticks = [];
    for (let index = first; index <= Math.max(last, first + 1); index += 1) ticks.push(Number((index * step).toPrecision(12)));
    return ticks;
  }

  /* From a number to its place between `from` and `to`. */
  function linear(low, high, from, to) {
    return (number) => from + ((number - low) / (high - low || 1)) * (to - from);
  }

  /* What an axis counts in, so that its labels stay short: 1, or a million and more under its name. */
  function magnitudeOf(ticks, words) {
    const most = Math.max.apply(null, ticks.map(Math.abs));
    if (most >= 2e12) return { size: 1e12, name: words.trillion };
    if (most >= 2e9) return { size: 1e9, name: words.billion };
    if (most >= 2e6) return { size: 1e6, name: words.million };
    return { size: 1, name: '' };
  }

  /* What stands at an axis that does not count in ones; the heading of the chart names the plain unit. */
  function axisUnit(magnitude, unit) {
    return magnitude.name ? [magnitude.name, unit].filter(Boolean).join(' ') : '';
  }

  /* About how long a text is; nothing is measured, so that a hidden panel can be drawn. */
  function lengthOf(text, size) {
    return text.length * size * 0.56;
  }

  /* A text in lines no longer than `length`, where its words allow it, and never more than `most` lines. */
  function wrapped(text, length, size, most) {
    const lines = [];
    text.split(' ').forEach((word) => {
      const last = lines.length - 1;
      const longer = last < 0 ? word : lines[last] + ' ' + word;
      if (last >= 0 && (lengthOf(longer, size) <= length || lines.length === most)) lines[last] = longer;
      else lines.push(word);
    });
    return lines.map((line) => {
      const fits = Math.max(4, Math.floor(length / (size * 0.56)));
      return line.length > fits + 1 ? line.slice(0, fits - 1) + '…' : line;
    });
  }

  /* Years stand as far apart as they are; anything else evenly: the share of the width, from 0 to 1. */
  function placesOf(labels) {
    const years = labels.map((label) => (/^\d{4}$/.test(label) ? Number(label) : NaN));
    const rising = years.every((year, index) => index === 0 || year > years[index - 1]);
    if (labels.length < 2) return labels.map(() => 0.5);
    if (years.some(isNaN) || !rising) return labels.map((label, index) => index / (labels.length - 1));
    return years.map((year) => (year - years[0]) / (years[years.length - 1] - years[0]));
  }

  // ---- line

  const MARKERS = [
    (x, y, r) => svg('circle', { cx: x, cy: y, r: r }),
    (x, y, r) => svg('rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
    (x, y, r) => svg('path', { d: polygon([[x, y - 1.3 * r], [x + 1.25 * r, y + r], [x - 1.25 * r, y + r]]) }),
    (x, y, r) => svg('path', { d: polygon([[x, y - 1.4 * r], [x + 1.4 * r, y], [x, y + 1.4 * r], [x - 1.4 * r, y]]) }),
  ];

  function polygon(points) {
    return 'M' + points.map((point) => point.map((part) => part.toFixed(1)).join(' ')).join('L') + 'Z';
  }

  /* The mark of a series: shape and dashes tell it apart where colours do not. */
  function markerOf(index, x, y, radius) {
    const shape = MARKERS[index % MARKERS.length](x, y, radius);
    shape.setAttribute('class', 'marker series-' + (index % 6));
    return shape;
  }

  /* A line of numbers over time, broken where one is missing. `size` is the height of a letter. */
  function lineDrawing(chart, unit, width, size, language, words) {
    const numbers = chartNumbers(chart);
    const fromZero = startsAtZero(numbers);
    const low = fromZero ? Math.min(0, Math.min.apply(null, numbers)) : Math.min.apply(null, numbers);
    const ticks = ticksOf(low, Math.max.apply(null, numbers.concat(fromZero ? 0 : low)), 4);
    const magnitude = magnitudeOf(ticks, words);
    const tickTexts = ticks.map((tick) => formatNumber(tick / magnitude.size, language));
    const left = Math.max.apply(null, tickTexts.map((text) => lengthOf(text, size))) + size;
    const nodes = [];

    const inset = Math.min(3 * size, width * 0.08);
    const shares = placesOf(chart.x);
    const x = (index) => left + inset + shares[index] * (width - left - 2 * inset);
    const step = shares.length > 1 ? Math.min.apply(null, shares.slice(1).map((share, index) => share - shares[index])) * (width - left - 2 * inset) : width - left;
    const labels = chart.x.map((label) => wrapped(label, Math.max(step - 0.6 * size, 4.5 * size), size, 3));
    const longest = Math.max.apply(null, labels.map((lines) => Math.max.apply(null, lines.map((line) => lengthOf(line, size)))));
    const every = Math.max(1, Math.ceil((longest + 0.8 * size) / step));

    const counted = axisUnit(magnitude, unit);
    const top = (counted ? 3 : 1.8) * size;
    const bottom = top + Math.min(15 * size, Math.max(10 * size, width * 0.42));
    const height = bottom + (Math.max.apply(null, labels.map((lines) => lines.length)) * 1.25 + 0.6) * size;
    const y = linear(ticks[0], ticks[ticks.length - 1], bottom, top);

    if (counted) nodes.push(svg('text', { x: 0, y: size, class: 'soft' }, counted));
    ticks.forEach((tick, index) => {
      nodes.push(svg('line', { x1: left, x2: width, y1: y(tick), y2: y(tick), class: tick === 0 ? 'zero' : 'grid' }));
      nodes.push(svg('text', { x: left - 0.5 * size, y: y(tick) + 0.35 * size, class: 'soft end' }, tickTexts[index]));
    });
    labels.forEach((lines, index) => {
      if ((labels.length - 1 - index) % every) return;
      const anchor = index === 0 && lengthOf(lines[0], size) / 2 > x(0) ? 'start' : 'middle';
      lines.forEach((line, row) => nodes.push(svg('text', { x: x(index), y: bottom + (1.35 + row * 1.25) * size, class: anchor }, line)));
    });
    chart.series.forEach((series, number) => {
      const look = 'series-' + (number % 6);
      runsOf(series.values).forEach((run) => {
        const path = 'M' + run.map((index) => x(index).toFixed(1) + ' ' + y(series.values[index]).toFixed(1)).join('L');
        if (run.length > 1) nodes.push(svg('path', { d: path, class: 'stroke dash-' + (number % 4) + ' ' + look }));
      });
      series.values.forEach((value, index) => {
        if (typeof value !== 'number') return;
        nodes.push(svg('g', {}, [svg('title', {}, pointText(chart, series, index, unit, language)), markerOf(number, x(index), y(value), 0.3 * size)]));
      });
    });
    if (chart.series.length === 1) nodes.push.apply(nodes, pointLabels(chart.series[0].values, x, y, step, size, width, language));
    return { nodes: nodes, height: height };
  }

  /* The numbers at their points, where there is room for every one of them. */
  function pointLabels(values, x, y, step, size, width, language) {
    const texts = values.map((value) => (typeof value === 'number' ? formatNumber(value, language) : ''));
    if (Math.max.apply(null, texts.map((text) => lengthOf(text, size))) + 0.6 * size > step) return [];
    return texts.map((text, index) => {
      if (!text) return null;
      const half = lengthOf(text, size) / 2;
      return svg('text', { x: Math.min(x(index), width - half), y: y(values[index]) - 0.75 * size, class: 'middle strong' }, text);
    }).filter(Boolean);
  }

  /* Stretches of places whose numbers are there. */
  function runsOf(values) {
    const runs = [[]];
    values.forEach((value, index) => {
      if (typeof value === 'number') runs[runs.length - 1].push(index);
      else if (runs[runs.length - 1].length) runs.push([]);
    });
    return runs.filter((run) => run.length);
  }

  /* A line starts at zero, unless its numbers lie so close together that nothing would be seen: then it says so. */
  function startsAtZero(numbers) {
    const least = Math.min.apply(null, numbers);
    return least <= 0 || least < 0.8 * Math.max.apply(null, numbers);
  }

  // ---- bars

  /* Bars lie: names of places stay readable at any width, and each has its number at its end. */
  function barDrawing(chart, unit, width, size, language, words) {
    const numbers = chartNumbers(chart);
    const beside = width >= 34 * size;
    const texts = chart.series.map((series) => series.values.map((value) => (typeof value === 'number' ? formatNumber(value, language) : words.none)));
    const roomFor = (fits) => chart.series.reduce((most, series, number) => series.values.reduce((longest, value, index) => (
      typeof value === 'number' && fits(value) ? Math.max(longest, lengthOf(texts[number][index], size) + 0.7 * size) : longest
    ), most), 0);
    const labelled = Math.min(0.32 * width, Math.max.apply(null, chart.x.map((label) => lengthOf(label, size))) + size);
    const low = Math.min(0, Math.min.apply(null, numbers));
    const high = Math.max(0, Math.max.apply(null, numbers));
    const left = (beside ? labelled : 0) + roomFor((value) => value < 0);
    const right = width - roomFor((value) => value >= 0);
    const x = linear(low, high, left, right);
    const ticks = ticksOf(low, high, right - left > 22 * size ? 5 : 3).filter((tick) => tick >= low && tick <= high);
    const magnitude = magnitudeOf(ticks, words);

    const thick = (chart.series.length > 1 ? 1.2 : 1.35) * size;
    const nodes = [];
    const bars = [];
    let y = 0.4 * size;
    chart.x.forEach((label, index) => {
      const lines = wrapped(label, beside ? labelled - 0.8 * size : width, size, beside ? 2 : 1);
      const tall = Math.max(chart.series.length * thick, beside ? lines.length * 1.2 * size : 0);
      lines.forEach((line, row) => {
        const middle = y + tall / 2 + (row - (lines.length - 1) / 2) * 1.2 * size + 0.35 * size;
        bars.push(svg('text', beside ? { x: 0, y: middle } : { x: 0, y: y + size, class: 'strong' }, line));
      });
      if (!beside) y += 1.5 * size;
      chart.series.forEach((series, number) => {
        const top = y + (tall - chart.series.length * thick) / 2 + number * thick;
        bars.push.apply(bars, bar(chart, series, index, number, { top: top, thick: thick, x: x, size: size }, texts[number][index], unit, language));
      });
      y += tall + 0.75 * size;
    });
    let taken = -Infinity;
    ticks.forEach((tick) => {
      const text = formatNumber(tick / magnitude.size, language);
      const half = lengthOf(text, size) / 2;
      const middle = Math.min(Math.max(x(tick), half), width - half);
      nodes.push(svg('line', { x1: x(tick), x2: x(tick), y1: 0, y2: y, class: tick === 0 ? 'zero' : 'grid' }));
      if (middle - half < taken) return;
      taken = middle + half + 0.4 * size;
      nodes.push(svg('text', { x: middle, y: y + 1.1 * size, class: 'soft middle' }, text));
    });
    const counted = axisUnit(magnitude, unit);
    if (counted) nodes.push(svg('text', { x: width, y: y + 2.5 * size, class: 'soft end' }, counted));
    return { nodes: nodes.concat(bars), height: y + (counted ? 3 : 1.6) * size };
  }

  /* One bar with its number; a missing number is said in words, never drawn as nothing. */
  function bar(chart, series, index, number, place, text, unit, language) {
    const value = series.values[index];
    const base = place.top + place.thick / 2 + 0.35 * place.size;
    if (typeof value !== 'number') return [svg('text', { x: place.x(0) + 0.5 * place.size, y: base, class: 'soft' }, text)];
    const from = Math.min(place.x(0), place.x(value));
    const shape = { x: from, y: place.top + 0.06 * place.size, width: Math.max(Math.abs(place.x(value) - place.x(0)), 1), height: place.thick - 0.2 * place.size };
    // Outlined bars between filled ones: a series is told apart without its colour.
    shape.class = (number % 2 ? 'hollow' : 'bar') + ' series-' + (number % 6);
    const after = value < 0 ? { x: place.x(value) - 0.4 * place.size, class: 'end' } : { x: place.x(value) + 0.4 * place.size, class: '' };
    return [
      svg('g', {}, [svg('title', {}, pointText(chart, series, index, unit, language)), svg('rect', shape)]),
      svg('text', { x: after.x, y: base, class: after.class }, text),
    ];
  }

  // ---- chart

  const TOLD_AT_MOST = 24;
  let charts = 0;

  /*
   * A chart as a figure: heading, drawing, legend, and a button that folds it away. It is drawn anew when its width
   * changes, so that its letters keep their size; the table beside it holds every number for who cannot see it.
   */
  function chartFigure(chart, unit, language, words) {
    const numbers = chartNumbers(chart);
    if (numbers.length < 2) return null;
    charts += 1;
    const ids = { drawing: 'drawing-' + charts, title: 'title-' + charts, told: 'told-' + charts };
    const heading = chart.series.length === 1 ? chart.series[0].name : words.chart;
    const drawing = svg('svg', { role: 'img', 'aria-labelledby': ids.title + ' ' + ids.told, class: 'plot', focusable: 'false' });
    const frame = el('div', { class: 'frame' }, drawing);
    const box = el('div', { id: ids.drawing, class: chart.x.length * chart.series.length > 2 * TALL_ROWS && chart.kind === 'bar' ? 'drawing tall' : 'drawing' }, [
      frame,
      chart.series.length > 1 ? legend(chart) : null,
      chart.kind === 'line' && !startsAtZero(numbers) ? el('p', { class: 'remark' }, words.notFromZero) : null,
    ]);
    const title = () => svg('title', { id: ids.title }, (chart.kind === 'line' ? words.lineChart : words.barChart) + ': ' + heading);
    const told = () => svg('desc', { id: ids.told }, chartTold(chart, unit, language, words));
    let drawn = 0;
    const draw = () => {
      const width = Math.floor(frame.clientWidth);
      if (!width || width === drawn) return;
      drawn = width;
      const size = parseFloat(getComputedStyle(drawing).fontSize) || 13;
      const made = (chart.kind === 'line' ? lineDrawing : barDrawing)(chart, unit, width, size, language, words);
      while (drawing.firstChild) drawing.removeChild(drawing.firstChild);
      drawing.setAttribute('viewBox', '0 0 ' + width + ' ' + Math.ceil(made.height));
      [title(), told()].concat(made.nodes).forEach((node) => drawing.appendChild(node));
    };
    drawing.appendChild(title());
    drawing.appendChild(told());
    redrawn(frame, draw);
    return el('figure', { class: 'chart' }, [
      el('div', { class: 'caption' }, [el('figcaption', {}, heading + (unit ? ' (' + unit + ')' : '')), toggle(box, words)]),
      box,
    ]);
  }

  function toggle(box, words) {
    const button = el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'true', 'aria-controls': box.id }, words.hideChart);
    button.addEventListener('click', () => {
      box.hidden = !box.hidden;
      button.textContent = box.hidden ? words.showChart : words.hideChart;
      button.setAttribute('aria-expanded', String(!box.hidden));
    });
    return button;
  }

  function legend(chart) {
    return el('ul', { class: 'legend' }, chart.series.map((series, index) => {
      const key = svg('svg', { class: 'key', viewBox: '0 0 28 14', 'aria-hidden': 'true', focusable: 'false' }, chart.kind === 'line'
        ? [svg('path', { d: 'M0 7H28', class: 'stroke dash-' + (index % 4) + ' series-' + (index % 6) }), markerOf(index, 14, 7, 4)]
        : svg('rect', { x: 2, y: 2, width: 24, height: 10, class: (index % 2 ? 'hollow' : 'bar') + ' series-' + (index % 6) }));
      return el('li', {}, [key, series.name]);
    }));
  }

  /* Calls `draw` when the box gets a width or another one; browsers without ResizeObserver follow the window. */
  function redrawn(box, draw) {
    if (window.ResizeObserver) new ResizeObserver(() => requestAnimationFrame(draw)).observe(box);
    else {
      requestAnimationFrame(draw);
      window.addEventListener('resize', draw);
    }
  }

  function chartNumbers(chart) {
    return [].concat.apply([], chart.series.map((series) => series.values)).filter((value) => typeof value === 'number');
  }

  /* The one unit of an answer's values; a chart of several units gets none. */
  function chartUnit(answer) {
    const units = (answer.values || []).map((value) => value.unit).filter((unit, index, all) => all.indexOf(unit) === index);
    return units.length === 1 ? units[0] : '';
  }

  function pointText(chart, series, index, unit, language) {
    const number = formatNumber(series.values[index], language) + (unit ? ' ' + unit : '');
    return (chart.series.length > 1 ? series.name + ', ' : '') + chart.x[index] + ': ' + number;
  }

  /* What the drawing says, in words: every number of a short chart, the table for a long one. */
  function chartTold(chart, unit, language, words) {
    if (chart.x.length * chart.series.length > TOLD_AT_MOST) return words.chartSeeTable;
    return chart.series.map((series) => chart.x.map((label, index) => {
      if (typeof series.values[index] === 'number') return pointText(chart, series, index, unit, language);
      return (chart.series.length > 1 ? series.name + ', ' : '') + label + ': ' + words.none;
    }).join('; ')).join('. ') + '. ' + words.chartSeeTable;
  }

  // ---- table

  const TALL_ROWS = 12;
  const WIDE_COLUMNS = 3;

  /*
   * The table of an answer. One of many rows scrolls in its own box under a heading that stays; in one of many
   * columns the first stays too. `reference` makes the button of a citation, or null.
   */
  function figureTable(table, caption, language, words, reference) {
    const cited = (table.row_citations || []).some((numbers) => numbers.length);
    const numeric = (column) => table.rows.some((row) => typeof row[column] === 'number');
    const head = table.columns.map((column, index) => el('th', { scope: 'col', class: numeric(index) ? 'number' : null }, column));
    if (cited) head.push(el('th', { scope: 'col' }, words.source));
    const rows = table.rows.map((row, index) => {
      const cells = row.map((value, column) => tableCell(value, column, language, words));
      if (cited) cells.push(el('td', { class: 'references' }, spaced((table.row_citations[index] || []).map(reference).filter(Boolean))));
      return el('tr', {}, cells);
    });
    const looks = ['scroll', rows.length > TALL_ROWS ? 'tall' : '', table.columns.length > WIDE_COLUMNS ? 'wide' : ''];
    return el('div', { class: looks.filter(Boolean).join(' '), tabindex: '0', role: 'region', 'aria-label': words.table }, [
      el('table', {}, [
        el('caption', { class: 'unseen' }, caption || words.table),
        el('thead', {}, el('tr', {}, head)),
        el('tbody', {}, rows),
      ]),
    ]);
  }

  function tableCell(value, column, language, words) {
    if (value === null || value === undefined) {
      return el('td', { class: 'number' }, [el('span', { 'aria-hidden': 'true' }, '–'), unseen(words.none)]);
    }
    if (typeof value === 'number') return el('td', { class: 'number' }, formatNumber(value, language));
    return column === 0 ? el('th', { scope: 'row' }, String(value)) : el('td', {}, String(value));
  }

  function spaced(nodes) {
    return nodes.reduce((all, node, index) => all.concat(index ? [' ', node] : [node]), []);
  }

  /* The numbers of a chart that came without a table: no one has to read them off a drawing. */
  function tableOfChart(chart, words) {
    return {
      columns: [words.items].concat(chart.series.map((series) => series.name)),
      rows: chart.x.map((label, index) => [label].concat(chart.series.map((series) => series.values[index]))),
      row_citations: [],
    };
  }

  // ---- answer

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

  // ---- looks

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


  // ---- element

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

  // ---- launch

  window.customElements.define('tuphap-chat', TuphapChat);

  /* A page that places the element itself gets no second one in the corner. */
  function launch() {
    if (!document.querySelector('tuphap-chat')) document.body.appendChild(document.createElement('tuphap-chat'));
  }

  if (document.body && document.readyState !== 'loading') launch();
  else document.addEventListener('DOMContentLoaded', launch);
})();
