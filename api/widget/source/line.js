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
