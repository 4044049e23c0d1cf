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
