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
