import { ToolError } from '@bizmcp/core';
import { columnClass } from './row.ts';
import { selectedParts } from './select-list.ts';

/**
 * Refuses a select that would give a column with a class under a key that does not tell it: masking goes by the keys of the answer,
 * and `n:full_name`, `salary.max()` or `address->>city` would go round it.
 */
export function checkRenames(select: string): void {
  const hidden = renamed(select);
  if (hidden === undefined) return;
  const advice = `${hidden} is shown to some readers alone, so it has to keep its name: select it as it is, without another name, a key inside of it or a function`;
  throw new ToolError('invalid_input', `select: ${advice}. Nothing was sent.`, {
    fields: [{ path: 'select', problem: advice, example: hidden }],
  });
}

/** The first column with a class that a select gives under a key of another. */
function renamed(select: string): string | undefined {
  for (const part of selectedParts(select)) {
    const { key, names, inner } = partOf(part);
    const hidden = names.find((name) => columnClass(name) !== undefined && columnClass(name) !== columnClass(key));
    const found = hidden ?? (inner === undefined ? undefined : renamed(inner));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a part of a select reads, and the key that it has in the answer; `inner` is the select of embedded rows. */
function partOf(part: string): { key: string; names: string[]; inner?: string } {
  const { alias, rest = '' } = /^(?:\.\.\.)?(?:(?<alias>"[^"]*"|[^:("]+):(?!:))?(?<rest>.*)$/s.exec(part)?.groups ?? {};
  const opening = rest.indexOf('(');
  const call = /\.(?<aggregate>count|sum|avg|min|max)\(\)/.exec(rest);
  const isEmbedding = opening >= 0 && call === null;
  const path = (isEmbedding ? rest.slice(0, opening) : rest.slice(0, call?.index)).replace(/(?:!|::).*$/s, '');
  const isCounted = call?.groups?.aggregate === 'count';
  const names = isCounted ? [] : path.split(/->>?/).map(plain);
  // PostgREST names a place in an array by the key before it.
  const last = names.findLast((name) => !/^-?\d+$/.test(name)) ?? '';
  const key = plain(alias ?? call?.groups?.aggregate ?? last);
  return { key, names, ...(isEmbedding && { inner: rest.slice(opening + 1, rest.lastIndexOf(')')) }) };
}

function plain(name: string): string {
  return name.trim().replace(/^"(.*)"$/s, '$1');
}
