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
