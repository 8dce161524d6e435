const PIECE_CHARS = 64 * 1024;

/** The same text in large pieces: a stream takes about as long for a small one. */
export async function* gathered(
  pieces: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < PIECE_CHARS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
