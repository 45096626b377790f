import { visibleText } from '@bizmcp/core';
import { isRestricted, type WireRow } from './row.ts';

/** Which columns have texts that no answer shows as they are: who copies one would look for it in vain, and write back another. */
export function unseenHints(rows: readonly WireRow[]): string[] {
  const columns = rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) => {
      const isCut = typeof value === 'string' && visibleText(value) !== value;
      return isCut && !isRestricted(name) ? [name] : [];
    }),
  );
  const named = [...new Set(columns)].join(', ');
  return named === ''
    ? []
    : [
        `Shown without invisible characters that are stored: ${named}. Filters go by what is stored; like takes % for them.`,
      ];
}
