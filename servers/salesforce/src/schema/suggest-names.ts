import { nearestNames } from '@bizmcp/core';

/** ` (nearest: ...)` where names come near, else nothing. */
export function suggestNames(name: string, names: readonly string[]): string {
  const nearest = nearestNames(name, names, lettersOf);
  return nearest.length > 0 ? ` (nearest: ${nearest.join(', ')})` : '';
}

/** Custom names differ from standard ones by their ending alone. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/__[cr]$/, '')
    .replaceAll('_', '');
}
