/** Where readers such as Node's readline and Python's splitlines cut a line in two, though JSON allows them within a text. */
const lineEnds = /[\u0085\u2028\u2029]/g;

/**
 * A message as one line of JSON, with its line feed. `JSON.stringify` writes half a surrogate pair as an escape, at which strict readers
 * fail: it becomes U+FFFD. Throws a TypeError for what is no JSON.
 */
export function encodeLine(message: object): string {
  const json = JSON.stringify(message).replace(lineEnds, escapeOf);
  if (!json.includes('\\ud')) return `${json}\n`;
  return `${json.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (sequence) => (sequence.length > 2 ? '\ufffd' : sequence))}\n`;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
