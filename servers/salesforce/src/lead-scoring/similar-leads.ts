import type { LeadSnapshot } from './lead-snapshot.ts';

/** A past lead as it stood, and how it ended. */
export interface KnownOutcome {
  snapshot: LeadSnapshot;
  converted: boolean;
  /** When its outcome was known. */
  knownAt: number;
}

/** The past leads that are most like one. */
export interface Similarity {
  leads: number;
  converted: number;
  /** Share of those that converted, drawn to that of all; null where too few are known. */
  share: number | null;
  /** How many past leads there are near this one: each counts by its nearness. */
  effective: number;
}

const nearest = 25;
const fewest = 10;
const mostCompared = 2_000;
/** Leads that are no more alike than this do not count as near. */
const reach = 0.45;
/** The share of all counts like so many leads. */
const smoothing = 5;

/** Finds the past leads most like one, among those whose outcome was known when it stood like this; never the lead itself. */
export function findSimilar(known: readonly KnownOutcome[], lead: LeadSnapshot): Similarity {
  const near: { distance: number; converted: boolean }[] = [];
  let [compared, positives, effective] = [0, 0, 0];
  // The youngest first, so that an old org's first years do not count.
  for (let index = known.length - 1; index >= 0 && compared < mostCompared; index -= 1) {
    const other = known[index];
    if (other === undefined || other.knownAt > lead.at || other.snapshot.leadId === lead.leadId) continue;
    compared += 1;
    positives += Number(other.converted);
    const distance = distanceOf(lead, other.snapshot);
    effective += Math.max(0, 1 - distance / reach);
    keepNearest(near, { distance, converted: other.converted });
  }
  const converted = near.filter((one) => one.converted).length;
  const share = (converted + (smoothing * positives) / Math.max(1, compared)) / (near.length + smoothing);
  return { leads: near.length, converted, share: compared < fewest ? null : share, effective };
}

function keepNearest(near: { distance: number; converted: boolean }[], one: { distance: number; converted: boolean }) {
  const furthest = near[near.length - 1];
  if (near.length >= nearest && furthest !== undefined && furthest.distance <= one.distance) return;
  let place = near.length;
  while (place > 0 && (near[place - 1]?.distance ?? 0) > one.distance) place -= 1;
  near.splice(place, 0, one);
  if (near.length > nearest) near.pop();
}

/** 0 to 1: the mean of the differences (Gower 1971). */
function distanceOf(one: LeadSnapshot, other: LeadSnapshot): number {
  const sum =
    differ(one.seniority, other.seniority) +
    differ(one.industry, other.industry) +
    differ(one.source, other.source) +
    apart(logOf(one.employees), logOf(other.employees), 3) +
    apart(one.meetings, other.meetings, 2) +
    apart(touches(one), touches(other), 5) +
    apart(one.responses, other.responses, 2);
  return sum / 7;
}

function differ(one: string | null, other: string | null): number {
  return one === other ? 0 : 1;
}

function apart(one: number | null, other: number | null, range: number): number {
  if (one === null || other === null) return one === other ? 0 : 0.5;
  return Math.min(1, Math.abs(one - other) / range);
}

function touches({ calls, emails }: LeadSnapshot): number | null {
  return calls === null || emails === null ? null : calls + emails;
}

function logOf(value: number | null): number | null {
  return value === null ? null : Math.log(value);
}
