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

/** The findings without overlaps: where two meet, the one listed first stays. */
export function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const sorted = findings
    .map((finding, rank) => ({ finding, rank }))
    .sort((one, other) => one.finding.start - other.finding.start || one.rank - other.rank);
  const kept: { finding: Finding; rank: number }[] = [];
  for (const candidate of sorted) {
    const last = kept.at(-1);
    if (!last || last.finding.end <= candidate.finding.start) kept.push(candidate);
    else if (candidate.rank < last.rank) kept[kept.length - 1] = candidate;
  }
  return kept.map(({ finding }) => finding);
}
