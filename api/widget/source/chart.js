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
