const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
const PAGE = Object.assign({}, script ? script.dataset : {});
const BASE = new URL('.', script && script.src ? script.src : document.baseURI).href;
const NONCE = script ? script.nonce : '';

const SOURCES_SHOWN = 3;
const NAMES_SHOWN = 10;
const TURNS_REMEMBERED = 6;
const TURN_LENGTH = 4000;
