/** A part of a text and what to put in its place. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Makes splices that do not overlap; their places are those of the text as given. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((left, right) => right.start - left.start || right.end - left.end);
  return ordered.reduce((result, { start, end, text: put }) => result.slice(0, start) + put + result.slice(end), text);
}

export function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStart(text: string, place: number): number {
  return text.lastIndexOf('\n', place - 1) + 1;
}

/** Where the line's text ends, before its line end. */
export function lineEnd(text: string, place: number): number {
  const next = text.indexOf('\n', place);
  if (next === -1) return text.length;
  return text[next - 1] === '\r' && next > place ? next - 1 : next;
}

/** Where the next line starts. */
export function nextLine(text: string, place: number): number {
  const next = text.indexOf('\n', place);
  return next === -1 ? text.length : next + 1;
}

/** White space at the start of the line. */
export function indentAt(text: string, place: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, place), place))?.[0] ?? '';
}

/** Line and column of a place, as editors count them. */
export function placeName(text: string, place: number): string {
  const before = text.slice(0, place).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** A removed part with the whole of its lines where nothing else is on them. */
export function wholeLines(text: string, start: number, end: number): { start: number; end: number } {
  const first = lineStart(text, start);
  const last = lineEnd(text, end);
  const isAlone = text.slice(first, start).trim() === '' && text.slice(end, last).trim() === '';
  return isAlone ? { start: first, end: nextLine(text, end) } : { start, end };
}
