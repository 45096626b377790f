import { wrongInput } from '@bizmcp/core';
import { readJson } from '../json-text.ts';
import { isRestricted } from '../row/row.ts';
import { quotedText, unquoted } from '../schema/column-name.ts';
import { groupedOrCast } from '../select/select-list.ts';
import { listedParts } from '../select/selected-item.ts';
import { comparisonsOf, readFilters } from './filter.ts';

/** A name in quotes, or what stands between dots and brackets. */
const segment = new RegExp(`${quotedText}|[^.()]+`, 'gs');

/** What is asked of a table beside the columns that are shown. */
interface Asked {
  filters?: Record<string, unknown> | undefined;
  order?: string | undefined;
  select?: string;
}

/** Refuses to compare, cast, sort or group by what is masked for the caller: one question after the other would tell it. Whether there is a value may be asked. */
export function checkMasked(
  isCleared: (data: 'restricted') => boolean,
  { filters = {}, order = '', select = '' }: Asked,
): void {
  if (isCleared('restricted')) return;
  const compared = comparisonsOf(readFilters(filters)).filter(({ operator }) => operator !== 'is');
  const asked = compared.flatMap(({ column, value }) => [...namesIn(column), ...keysOf(value)]);
  refuse('filters', asked);
  refuse('order', sortedColumns(order).flatMap(namesIn));
  refuse('select', groupedOrCast(select));
}

/**
 * Refuses the same by JSON that a function is given to ask by: any of one that only reads, and what is called filter, as by
 * https://supabase.com/docs/guides/ai/langchain. A function that writes may be there to store it.
 */
export function checkMaskedArguments(
  isCleared: (data: 'restricted') => boolean,
  args: Record<string, unknown>,
  readsOnly = false,
): void {
  if (isCleared('restricted')) return;
  const asked = Object.entries(args).filter(([name]) => readsOnly || name === 'filter');
  refuse(
    'args',
    asked.flatMap(([, value]) => keysOf(value)),
  );
}

/** Whether a caller is shown a text in a column of this name. */
export type IsShown = (text: string, column: string) => boolean;

/** Whether a value has what is masked in it: by its keys for many callers, by what a text looks like for this one. */
export function holdsMasked(value: unknown, isShown: IsShown, column = ''): boolean {
  if (typeof value === 'string' && !isShown(value, column)) return true;
  const read = typeof value === 'string' ? readJson(value) : value;
  if (typeof read !== 'object' || read === null) return false;
  return Object.entries(read).some(([key, inner]) => isRestricted(key) || holdsMasked(inner, isShown, key));
}

function refuse(argument: string, names: readonly string[]): void {
  const masked = names.find(isRestricted);
  if (masked === undefined) return;
  const advice = `what is called ${masked} is masked for your role, so it can be compared with null alone, and not be cast, sorted or grouped by`;
  throw wrongInput(argument, advice, 'Ask by other columns, or ask who runs this server for a role that may see it.');
}

/** The columns of an order, without their directions. */
export function sortedColumns(order: string): string[] {
  return listedParts(order).map((part) =>
    part.replace(/(?:[.\s]+(?:(?:asc|desc)(?:ending)?|nulls\s?(?:first|last)))+$/i, ''),
  );
}

/** The names on the way to a column, such as `owner.secrets->>iban`, `owner(salary)` or `secrets->>'date of birth'`. */
function namesIn(column: string): string[] {
  return column
    .split(/->>?/)
    .map((step) => step.trim().replace(/^'(.*)'$/s, '$1'))
    .flatMap((step) => [step, ...(step.match(segment) ?? []), ...step.split(/[.()\s]/)])
    .map(unquoted);
}

/** The keys of JSON, however deep. */
function keysOf(value: unknown): string[] {
  const read = typeof value === 'string' ? readJson(value) : value;
  if (typeof read !== 'object' || read === null) return [];
  return Object.entries(read).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
