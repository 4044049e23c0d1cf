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
