import { findSecrets } from '../../src/masking/detectors/secret.ts';
import { findPersonal } from '../../src/masking/find-personal.ts';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';
import type { BusinessRecord } from './corpus.ts';

/** How one kind was found: of what was planted, and of what was masked as it. */
export interface KindScore {
  planted: number;
  found: number;
  masked: number;
  right: number;
}

/** Masks every record for a reader who is cleared for nothing, and counts. */
export function score(records: readonly BusinessRecord[]) {
  const kinds = new Map<string, KindScore>();
  const of = (kind: string) => {
    const known = kinds.get(kind) ?? { planted: 0, found: 0, masked: 0, right: 0 };
    kinds.set(kind, known);
    return known;
  };
  const missed: string[] = [];
  const overMasked: string[] = [];
  for (const { text, planted } of records) {
    const masked = maskFreeText(text, () => false);
    if (planted.length === 0 && masked !== text) overMasked.push(`${text} => ${masked}`);
    for (const { kind, value } of planted) {
      of(kind).planted += 1;
      if (!masked.includes(value)) of(kind).found += 1;
      else missed.push(`${kind}: ${text}`);
    }
    for (const { kind, start, end } of [...findSecrets(text), ...findPersonal(text, () => true)]) {
      const found = text.slice(start, end);
      const isRight = planted.some(
        (each) => each.kind === kind && (each.value.includes(found) || found.includes(each.value)),
      );
      of(kind).masked += 1;
      if (isRight) of(kind).right += 1;
    }
  }
  return { kinds, missed, overMasked };
}
