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
