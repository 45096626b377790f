import { quotedText, unquoted } from '../schema/column-name.ts';

/** One part of a select. */
export interface SelectedItem {
  /** As it is written: what stands before the column or table, that, and what comes after it. */
  text: readonly [before: string, name: string, after: string];
  /** Its name in the answer. */
  key: string;
  /** The column or table that it reads, and the keys in JSON on the way from there; none for a count. */
  names: string[];
  /** The select of the rows that it embeds. */
  inner?: string;
  /** How the table of those is named: `requester:user_profiles!requester_id`. */
  embedding: string;
  /** Whether the columns of those stand in the row itself. */
  isSpread: boolean;
  /** Whether a row without them is left out. */
  isInner: boolean;
  isAggregated: boolean;
}

const form = new RegExp(
  `^(?<before>(?<spread>\\.\\.\\.)?(?:(?<alias>${quotedText}|[^:("]+):(?!:))?\\s*)` +
    `(?<name>${quotedText}|.*?)` +
    '(?<after>(?:\\s*(?:->|::|!|\\(|\\.(?:count|sum|avg|min|max)\\(\\)).*)?)$',
  's',
);

const piece = new RegExp(`${quotedText}|.`, 'gs');

/** The parts of a select, in its order. */
export function selectedItems(select: string): SelectedItem[] {
  return listedParts(select).map(itemOf);
}

function itemOf(part: string): SelectedItem {
  const { before = '', spread, alias, name = '', after = '' } = form.exec(part)?.groups ?? {};
  const [, hints = '', inner] = /^\s*(![^(]*)?\((.*)\)\s*$/s.exec(after) ?? [];
  const isCount = name === 'count' && /^(?:\(\))?\s*(?:::.*)?$/s.test(after);
  const aggregate = isCount ? 'count' : /\.(count|sum|avg|min|max)\(\)/.exec(inner === undefined ? after : '')?.[1];
  const path = after.replace(/(?:!|::|\(|\.(?:count|sum|avg|min|max)\(\)).*$/s, '');
  const names = aggregate === 'count' ? [] : `${name}${path}`.split(/->>?/).map(unquoted);
  // PostgREST names a place in an array by the key before it.
  const last = names.findLast((each) => !/^-?\d+$/.test(each)) ?? '';
  return {
    text: [before, name, after],
    key: unquoted(alias ?? aggregate ?? last),
    names,
    ...(inner !== undefined && !isCount && { inner }),
    embedding: `${alias === undefined ? '' : `${alias.trim()}:`}${name}${hints.trim()}`,
    isSpread: spread !== undefined,
    isInner: hints.includes('!inner'),
    isAggregated: aggregate !== undefined,
  };
}

/** The parts of a list between commas that stand outside of brackets and quotes. */
export function listedParts(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [part] of text.matchAll(piece)) {
    if (part === '(') depth += 1;
    else if (part === ')') depth -= 1;
    if (part === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += part;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
