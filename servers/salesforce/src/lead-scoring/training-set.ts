import { day, type LeadRecord } from './lead-record.ts';
import { isClosedAt, takeSnapshot } from './lead-snapshot.ts';
import type { KnownOutcome } from './similar-leads.ts';

/** Past leads as they stood at one age, with how each ended. */
export interface TrainingSet {
  /** A lead that has not converted this many days after its creation counts as lost. */
  horizonDays: number;
  /** The age at which they are looked at. */
  ageDays: number;
  /** Oldest first. */
  rows: readonly KnownOutcome[];
  converted: number;
  /** Conversions of leads that were open at that age, and how many of them came after the age of the lead to be scored. */
  toCome: { all: number; later: number };
}

const usualHorizon = 90;
const [shortestHorizon, longestHorizon] = [30, 180];
const enoughConversions = 20;
/** At an age at which fewer conversions are still to come, nothing can be learnt. */
const fewestToCome = 30;

/**
 * The leads that an org could have learnt from at a moment: those whose time to convert was over by then, each as it stood at the same
 * age as the lead to be scored, and only if it was still open at that age. What a lead met later is not looked at.
 */
export function buildTrainingSet(
  leads: readonly LeadRecord[],
  { at, ageDays, without }: { at: number; ageDays: number; without: string },
): TrainingSet {
  const horizonDays = horizonOf(leads, at);
  const mature = leads.filter(({ createdAt, id }) => id !== without && createdAt + horizonDays * day <= at);
  const age = comparableAge(mature, ageDays, horizonDays);
  const rows = mature
    .filter((lead) => isOpenAt(lead, lead.createdAt + age * day))
    .map((lead) => ({
      snapshot: takeSnapshot(lead, lead.createdAt + age * day),
      converted: convertsWithin(lead, horizonDays),
      knownAt: lead.createdAt + horizonDays * day,
    }))
    .sort(
      (one, other) => one.snapshot.at - other.snapshot.at || (one.snapshot.leadId < other.snapshot.leadId ? -1 : 1),
    );
  const toCome = {
    all: countConversions(mature, { after: age, at }),
    later: countConversions(mature, { after: Math.max(age, ageDays), at }),
  };
  return { horizonDays, ageDays: age, rows, converted: rows.filter(({ converted }) => converted).length, toCome };
}

/** Conversions after an age in days, as far as they were known at a moment. */
function countConversions(leads: readonly LeadRecord[], { after, at }: { after: number; at: number }): number {
  return leads.filter(({ convertedAt, createdAt }) => {
    return convertedAt !== undefined && convertedAt <= at && convertedAt > createdAt + after * day;
  }).length;
}

/** Whether a lead was neither converted nor closed. The day of a conversion has no time, so it counts from its start. */
export function isOpenAt(lead: LeadRecord, at: number): boolean {
  return (lead.convertedAt === undefined || lead.convertedAt > at) && !isClosedAt(lead, at);
}

function convertsWithin({ convertedAt, createdAt }: LeadRecord, days: number): boolean {
  return convertedAt !== undefined && convertedAt <= createdAt + days * day;
}

/** The time in which 19 of 20 conversions have come, and a tenth more. */
export function horizonOf(leads: readonly LeadRecord[], at: number): number {
  const taken = leads
    .flatMap(({ convertedAt, createdAt }) =>
      convertedAt !== undefined && convertedAt <= at ? [(convertedAt - createdAt) / day] : [],
    )
    .sort((one, other) => one - other);
  if (taken.length < enoughConversions) return usualHorizon;
  const usual = (taken[Math.ceil(taken.length * 0.95) - 1] ?? usualHorizon) * 1.1;
  return Math.min(longestHorizon, Math.max(shortestHorizon, 15 * Math.ceil(usual / 15)));
}

/** The lead's own age in whole days, or an earlier one at which enough of the past leads had still to convert. */
function comparableAge(mature: readonly LeadRecord[], ageDays: number, horizonDays: number): number {
  const left = mature
    .flatMap((lead) => (convertsWithin(lead, horizonDays) ? [((lead.convertedAt ?? 0) - lead.createdAt) / day] : []))
    .sort((one, other) => other - one);
  const latest = left[Math.min(fewestToCome, Math.ceil(left.length / 2)) - 1] ?? horizonDays / 3;
  return Math.max(0, Math.min(Math.floor(ageDays), Math.ceil(latest) - 1));
}
