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

