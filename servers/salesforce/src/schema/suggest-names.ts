import { nearestNames } from '@bizmcp/core';

/** ` (nearest: ...)` where names come near, else nothing. */
export function suggestNames(name: string, names: readonly string[]): string {
  const nearest = nearestNames(name, names, lettersOf);
  return nearest.length > 0 ? ` (nearest: ${nearest.join(', ')})` : '';
}

/** A note where nothing that is listed has a text. */
export function nothingWith(
  contains: string | undefined,
  listed: readonly unknown[],
  names: readonly string[],
): { note?: string } {
  if (contains === undefined || listed.length > 0) return {};
  const near = suggestNames(contains, names);
  return { note: `None that this user may see has this in its name or label${near}; all are listed without contains.` };
}

/** Custom names differ from standard ones by their ending alone. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/__[cr]$/, '')
    .replaceAll('_', '');
}
