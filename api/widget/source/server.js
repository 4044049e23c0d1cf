class AskError extends Error {}

/*
 * The one place that talks to the server; resolves with a whole Answer or rejects with an AskError.
 * A stream (Accept: text/event-stream) comes in here: it reports what has arrived, and resolves the same way.
 */
function askServer(request, language, words, signal) {
  return fetch(BASE + 'api/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': language },
    body: JSON.stringify(request),
    signal: signal,
  }).then(
    (response) => readAnswer(response, words),
    (error) => {
      throw new AskError(error.name === 'AbortError' ? words.stopped : words.network);
    }
  );
}

function readAnswer(response, words) {
  return response.text().then(
    (text) => {
      const body = parse(text);
      if (!response.ok) {
        const told = body && body.error && body.error.message;
        throw new AskError(typeof told === 'string' && told ? told : words.status + ' (' + response.status + ').');
      }
      if (!body || typeof body.answer !== 'string' || typeof body.status !== 'string') {
        throw new AskError(words.unreadable);
      }
      return body;
    },
    (error) => {
      throw new AskError(error.name === 'AbortError' ? words.stopped : words.network);
    }
  );
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}
