import type { DataClass } from '../define/data-class.ts';

/** What the detectors look for in free text, and the class of each kind. A secret is shown to nobody. */
export const detectedKinds = {
  email: 'confidential',
  phone: 'confidential',
  ip: 'confidential',
  card: 'restricted',
  iban: 'restricted',
  ssn: 'restricted',
  national_id: 'restricted',
} as const satisfies Record<string, DataClass>;

/** A kind of personal data that is found by its form. */
export type DetectedKind = keyof typeof detectedKinds;

/** A stretch of a text that holds something to hide: `start` inclusive, `end` exclusive. */
export interface Finding {
  kind: DetectedKind | 'secret';
  start: number;
  end: number;
}

/** The findings without overlaps: those that meet are one, of the kind that begins first, so that nothing found is left over. */
export function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    const last = kept.at(-1);
    if (last && finding.start < last.end) last.end = Math.max(last.end, finding.end);
    else kept.push({ ...finding });
  }
  return kept;
}
