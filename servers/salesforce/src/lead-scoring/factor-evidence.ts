import type { CaseFeatures, ScoreReason } from '@bizmcp/insights';
import { endsAlike, type LeadModel, lateAge } from './lead-model.ts';
import type { Similarity } from './similar-leads.ts';
import { isFact } from './stated-fact.ts';

/** Counts of the past leads that a figure speaks of. */
interface Tally {
  leads: number;
  converted: number;
}

const whole: ReadonlySet<string> = new Set(['calls', 'emails', 'meetings', 'campaigns', 'campaign_responses']);

/** What the org's past leads say of a feature's value, in counts that can be checked. */
export function evidenceOf(
  { feature, points, value }: Pick<ScoreReason, 'feature' | 'points' | 'value'>,
  trained: LeadModel,
  similar: Similarity,
): string {
  if (isFact(feature)) return 'Words of additional_context, not verified: a fixed small effect, not learnt';
  if (value === null) return 'Not known, so it adds nothing';
  if (trained.set.rows.length === 0) return 'No past leads: a general expectation';
  if (endsAlike(trained.set)) return 'All past leads ended alike: a general expectation';
  if (feature === 'similar_leads')
    return `${similar.converted} of the ${similar.leads} most alike past leads converted`;
  if (feature === lateAge) return ofLateAge(trained);
  const { fits, words } = groupOf(feature, value);
  const tally = tallyWhere(trained, feature, fits);
  if (tally.leads === 0) return `No past lead ${words}`;
  return `Of past leads ${words}, ${tell(tally)} converted${isTurned(tally, points, trained) ? turned : ''}`;
}

/** Fewer points are next to none. */
const fewPoints = 1;
const turned = '; with their other factors taken into account, it counts the other way';

/** Whether leads of a kind did better than all, but for other reasons, or worse. */
function isTurned({ converted, leads }: Tally, points: number, { set }: LeadModel): boolean {
  const lift = converted / leads - set.converted / set.rows.length;
  return Math.abs(points) >= fewPoints && lift * points < 0;
}

function ofLateAge({ set }: LeadModel): string {
  const { all, later } = set.toCome;
  return `${later} of ${all} conversions after day ${set.ageDays} came later than the age of this lead`;
}

/** How the leads that fit fared. */
export function tallyWhere(
  { cases, set }: LeadModel,
  feature: string,
  fits: (value: CaseFeatures[string]) => boolean,
): Tally {
  let [leads, converted] = [0, 0];
  for (const [index, one] of cases.entries()) {
    if (!fits(one[feature] ?? null)) continue;
    leads += 1;
    converted += Number(set.rows[index]?.converted === true);
  }
  return { leads, converted };
}

/** "12 of 40 (30 %)". */
export function tell({ converted, leads }: Tally): string {
  const share = leads === 0 ? '' : ` (${Math.round((100 * converted) / leads)} %)`;
  return `${converted} of ${leads}${share}`;
}

interface Group {
  fits: (value: CaseFeatures[string]) => boolean;
  words: string;
}

function groupOf(feature: string, value: string | number): Group {
  if (typeof value === 'string') return { fits: (other) => other === value, words: 'with the same' };
  if (whole.has(feature) && value === 0) return { fits: (other) => other === 0, words: 'with none' };
  if (whole.has(feature)) return atLeast(value, `with ${value} or more`);
  if (feature === 'completeness') return atLeast(value, 'as complete or more');
  if (feature === 'days_since_activity') {
    const [from, to] = [value / 2, value * 2 + 1];
    return between(from, to, `idle for ${from.toFixed(0)} to ${to.toFixed(0)} days`);
  }
  return between(value / 2, value * 2, 'of half to twice the size');
}

function atLeast(value: number, words: string): Group {
  return { fits: (other) => typeof other === 'number' && other >= value, words };
}

function between(from: number, to: number, words: string): Group {
  return { fits: (other) => typeof other === 'number' && other >= from && other <= to, words };
}
