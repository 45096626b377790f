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
  /** Log-odds of their conversion beside those of all past leads, drawn to them; null where too few are known, or all ended alike. */
  advantage: number | null;
  /** How many past leads there are near this one: each counts by its nearness. */
  effective: number;
}

const nearest = 25;
const fewest = 10;
const mostCompared = 1_000;
/** Leads that are no more alike than this do not count as near. */
const reach = 0.45;
/** The share of all counts like so many leads. */
const smoothing = 5;

/** Finds the past leads most like one, among those whose outcome was known when it stood like this; never the lead itself. */
export function findSimilar(known: readonly KnownOutcome[], lead: LeadSnapshot): Similarity {
  const near: Near[] = [];
  let [compared, positives, effective] = [0, 0, 0];
  // The youngest first, so that an old org's first years do not count.
  for (let index = known.length - 1; index >= 0 && compared < mostCompared; index -= 1) {
    const other = known[index];
    if (other === undefined || other.knownAt > lead.at || other.snapshot.leadId === lead.leadId) continue;
    compared += 1;
    positives += Number(other.converted);
    const distance = distanceOf(lead, other.snapshot);
    effective += Math.max(0, 1 - distance / reach);
    if (near.length < nearest || distance < (near[nearest - 1]?.distance ?? 0))
      keepNearest(near, { distance, converted: other.converted });
  }
  const converted = near.filter((one) => one.converted).length;
  const all = (positives + 1) / (compared + 2);
  const share = (converted + smoothing * all) / (near.length + smoothing);
  const isUnknown = compared < fewest || positives === 0 || positives === compared;
  const advantage = isUnknown ? null : logOdds(share) - logOdds(all);
  return { leads: near.length, converted, advantage, effective };
}

interface Near {
  distance: number;
  converted: boolean;
}

/** Puts one in its place; of equals, the younger stays before. */
function keepNearest(near: Near[], one: Near): void {
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
    apart(one.logEmployees, other.logEmployees, 3) +
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

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}
