import type { Node } from 'jsonc-parser';
import type { ConfigValue } from './config-format.ts';
import { indentAt, lineEndOf, lineStart, type Splice, spliced, wholeLines } from './source-text.ts';

/** A token that is not white space: a comma, a bracket, a value or a comment. */
export interface JsonToken {
  start: number;
  end: number;
  text: string;
}

/**
 * Adds a member at the end of an object (or, without a key, of a list), after all comments in it. Only inserts: each
 * character that was there stays. `trailing` are the tokens between the last member and the closing bracket.
 */
export function appendedMember(
  text: string,
  container: Node,
  key: string | undefined,
  value: ConfigValue,
  trailing: readonly JsonToken[],
): string {
  const last = container.children?.at(-1);
  const lastEnd = last && last.offset + last.length;
  const hasTrailingComma = trailing.some((token) => token.text === ',');
  const close = container.offset + container.length - 1;
  const place = trailing.at(-1)?.end ?? lastEnd ?? container.offset + 1;
  const body = text.slice(container.offset, close);
  const isOneLine = !body.includes('\n') && (last !== undefined || isOneLineText(text, container));
  const comma: Splice[] =
    lastEnd !== undefined && !hasTrailingComma ? [{ start: lastEnd, end: lastEnd, text: ',' }] : [];
  const end = hasTrailingComma ? ',' : '';
  const put = isOneLine
    ? `${last ? ' ' : ''}${member(key, value, undefined)}${end}`
    : ownLines(text, container, place, { key, value, end });
  // A comma at the same place comes first.
  if (lastEnd === place) return spliced(text, [{ start: place, end: place, text: `${comma[0]?.text ?? ''}${put}` }]);
  return spliced(text, [...comma, { start: place, end: place, text: put }]);
}

function ownLines(
  text: string,
  container: Node,
  place: number,
  { key, value, end }: { key: string | undefined; value: ConfigValue; end: string },
): string {
  const eol = lineEndOf(text);
  const outer = indentAt(text, container.offset);
  const unit = unitOf(text);
  const indent = memberIndent(text, container) ?? outer + unit;
  const lines = member(key, value, unit).split('\n').join(`${eol}${indent}`);
  const close = container.offset + container.length - 1;
  const closing = text.slice(place, close).includes('\n') ? '' : `${eol}${outer}`;
  return `${eol}${indent}${lines}${end}${closing}`;
}

function member(key: string | undefined, value: ConfigValue, unit: string | undefined): string {
  const content = JSON.stringify(value, undefined, unit);
  return key === undefined ? content : `${JSON.stringify(key)}: ${content}`;
}

/** A file of one line, such as a minified one, stays so; an empty object of its own is opened up. */
function isOneLineText(text: string, container: Node): boolean {
  return container.parent !== undefined && !text.trim().includes('\n');
}

/** How far the members are indented that are first on their lines. */
function memberIndent(text: string, container: Node): string | undefined {
  const first = container.children?.find(({ offset }) => text.slice(lineStart(text, offset), offset).trim() === '');
  return first && indentAt(text, first.offset);
}

function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** Takes a member out with its own comma; comments around it stay. `tokens` are those of the whole container. */
export function withoutMember(text: string, container: Node, member: Node, tokens: readonly JsonToken[]): string {
  const start = member.offset;
  const end = start + member.length;
  const members = container.children ?? [];
  const index = members.indexOf(member);
  const next = members[index + 1]?.offset ?? container.offset + container.length;
  const after = commaBetween(tokens, end, next);
  if (after) return spliced(text, cuts(text, start, end, after));
  const previous = members[index - 1];
  const before = previous && commaBetween(tokens, previous.offset + previous.length, start);
  return spliced(text, cuts(text, start, end, before));
}

function cuts(text: string, start: number, end: number, comma: JsonToken | undefined): Splice[] {
  if (!comma) return [{ ...wholeLines(text, start, end), text: '' }];
  const isNext = comma.start >= end && text.slice(end, comma.start).trim() === '';
  if (isNext) return [{ ...wholeLines(text, start, comma.end), text: '' }];
  return [
    { ...wholeLines(text, start, end), text: '' },
    { start: comma.start, end: comma.end, text: '' },
  ];
}

function commaBetween(tokens: readonly JsonToken[], start: number, end: number): JsonToken | undefined {
  return tokens.find((token) => token.text === ',' && token.start >= start && token.end <= end);
}
