import { wrongCursor } from '@bizmcp/core';
import type { Comparison, Condition } from '../filter/filter.ts';
import type { Sorting } from '../select/row-order.ts';

/** A place in a table that is sorted by its primary key: the key of the row before it, and how many rows come before it. */
export interface KeyPlace {
  offset: number;
  key: ReadonlyMap<string, string>;
}

const form = /^k(\d{1,9})\.(.*)$/s;

/** The place that a cursor names; undefined for a cursor of another form. */
export function readKeyPlace(cursor = ''): KeyPlace | undefined {
  const [, offset, key] = form.exec(cursor) ?? [];
  return offset === undefined ? undefined : { offset: Number(offset), key: new Map(new URLSearchParams(key)) };
}

/** The cursor to a place. */
export function writeKeyPlace({ offset, key }: KeyPlace): string {
  return `k${offset}.${new URLSearchParams([...key])}`;
}

/** What the rows behind a key are like: where `a` and `b` are the key, they have a >= 1, and a > 1 or b > 2. */
export function behindKey([first, ...rest]: readonly Sorting[], key: KeyPlace['key']): Condition[] {
  if (!first) return [];
  const { column, isDescending } = first;
  const value = key.get(column);
  if (value === undefined) throw wrongCursor();
  const compare = (operator: Comparison['operator']): Comparison => {
    return { kind: 'comparison', column, operator, isNegated: false, value };
  };
  const behind = compare(isDescending ? 'lt' : 'gt');
  if (rest.length === 0) return [behind];
  const within: Condition = { kind: 'group', joiner: 'and', isNegated: false, conditions: behindKey(rest, key) };
  const either: Condition = { kind: 'group', joiner: 'or', isNegated: false, conditions: [behind, within] };
  return [compare(isDescending ? 'lte' : 'gte'), either];
}
