/** What a stretch of source text is. Both quotes belong to a `string`; so does the text of a template, but not its `${}`. */
export type SpanKind = 'code' | 'string' | 'comment' | 'pattern';

/** A stretch of source text, from `start` up to, not including, `end`. */
export interface Span {
  kind: SpanKind;
  start: number;
  end: number;
}

const lineComment = /\/\/[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const quoted = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y;
const templateText = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y;
const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** What stands before a `/` that begins a regular expression and not a division. */
const beforePattern = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield))\s*$/;

/** Cuts TypeScript into code, strings, comments and regular expressions. TypeScript 7 has no API that could do it. */
export function spansOf(source: string): Span[] {
  const spans: Span[] = [];
  const templates: number[] = [];
  let depth = 0;
  let codeStart = 0;
  let position = 0;
  while (position < source.length) {
    const character = source[position] ?? '';
    const isTemplate = character === '`' || (character === '}' && templates.at(-1) === depth);
    const span = isTemplate ? spanOf('string', templateText, source, position) : textSpan(source, position, codeStart);
    if (span) {
      if (codeStart < position) spans.push({ kind: 'code', start: codeStart, end: position });
      spans.push(span);
      if (character === '}') templates.pop();
      if (isTemplate && source.slice(span.start, span.end).endsWith('${')) templates.push(depth);
      codeStart = span.end;
    } else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    position = span?.end ?? position + 1;
  }
  if (codeStart < source.length) spans.push({ kind: 'code', start: codeStart, end: source.length });
  return spans;
}

/** The source with everything but code as spaces; the quotes of strings stay, and so do all positions. */
export function codeOf(source: string): string {
  return spansOf(source)
    .map(({ kind, start, end }) => {
      const text = source.slice(start, end);
      if (kind === 'code') return text;
      const blank = text.replace(/[^\n]/g, ' ');
      return kind === 'string' ? `${text[0]}${blank.slice(1, -1)}${text.at(-1)}` : blank;
    })
    .join('');
}

/** The number of the line at a position, from 1. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}

function textSpan(source: string, position: number, codeStart: number): Span | undefined {
  const character = source[position];
  if (character === "'" || character === '"') return spanOf('string', quoted, source, position);
  if (character !== '/') return undefined;
  return (
    spanOf('comment', lineComment, source, position) ??
    spanOf('comment', blockComment, source, position) ??
    (beforePattern.test(source.slice(codeStart, position)) ? spanOf('pattern', pattern, source, position) : undefined)
  );
}

function spanOf(kind: SpanKind, shape: RegExp, source: string, position: number): Span | undefined {
  shape.lastIndex = position;
  return shape.test(source) ? { kind, start: position, end: shape.lastIndex } : undefined;
}
