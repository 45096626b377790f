import { wrongInput } from '@bizmcp/core';
import { columnClass } from '../row/row.ts';
import { selectedItems } from './selected-item.ts';

/**
 * Refuses a select that would give a column with a class under a key that does not tell it: masking goes by the keys of the answer,
 * and `n:full_name`, `salary.max()` or `address->>city` would go round it.
 */
export function checkRenames(select: string): void {
  const found = renamed(select);
  if (found === undefined) return;
  const { hidden, way } = found;
  const advice = `${hidden} is shown to some readers alone, so it has to keep its name: select ${way} as it is, without another name, a key inside of it or a function`;
  throw wrongInput('select', advice, 'Nothing was sent.', way);
}

/** The first column with a class that a select gives under a key of another, and how it is written up to there. */
function renamed(select: string): { hidden: string; way: string } | undefined {
  for (const { text, key, names, inner } of selectedItems(select)) {
    const hidden = names.find((name) => columnClass(name) !== undefined && columnClass(name) !== columnClass(key));
    if (hidden !== undefined) {
      const written = text.slice(1).join('');
      return { hidden, way: written.slice(0, written.indexOf(hidden) + hidden.length) };
    }
    const found = inner === undefined ? undefined : renamed(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
