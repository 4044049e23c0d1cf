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
