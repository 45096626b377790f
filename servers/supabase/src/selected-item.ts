import { selectedParts } from './select-list.ts';

/** One part of a select. */
export interface SelectedItem {
  /** Its name in the answer. */
  key: string;
  /** The column or table that it reads, and the keys in JSON on the way from there; none for a count. */
  names: string[];
  /** The select of the rows that it embeds. */
  inner?: string;
  /** Whether the columns of those stand in the row itself. */
  isSpread: boolean;
}

/** The parts of a select, in its order. */
export function selectedItems(select: string): SelectedItem[] {
  return selectedParts(select).map(itemOf);
}

/** The keys that a select names in a row, each with those of the rows that it embeds there; what `*` gives is not among them. */
export type SelectedKeys = ReadonlyMap<string, SelectedKeys | undefined>;

export function selectedKeys(select: string): SelectedKeys {
  const entries = selectedItems(select).flatMap(
    ({ key, names, inner, isSpread }): [string, SelectedKeys | undefined][] => {
      const keys = inner === undefined ? undefined : selectedKeys(inner);
      if (isSpread) return [...(keys ?? [])];
      return names[0] === '*' ? [] : [[key, keys]];
    },
  );
  return new Map(entries);
}

function itemOf(part: string): SelectedItem {
  const isSpread = part.startsWith('...');
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
  return { key, names, isSpread, ...(isEmbedding && { inner: rest.slice(opening + 1, rest.lastIndexOf(')')) }) };
}

function plain(name: string): string {
  return name.trim().replace(/^"(.*)"$/s, '$1');
}
