import { createTimedMemory, ToolError } from '@bizmcp/core';
import { measureAuc, type ScoreModel } from '@bizmcp/insights';
import type { Salesforce } from '../salesforce.ts';
import { endsAlike, type LeadModel, trainLeadModel } from './lead-model.ts';
import { day, type LeadRecord } from './lead-record.ts';
import { isClosedStatus } from './lead-snapshot.ts';
import { type LeadHistory, readOneLead, readPastLeads } from './read-leads.ts';
import { stepsAfter } from './recommendation.ts';
import { type LeadScore, scoreLead } from './score-lead.ts';
import type { StatedFacts } from './stated-fact.ts';
import { horizonOf } from './training-set.ts';

/** A score with what the reader has to know of it. */
export interface Assessment extends LeadScore {
  trained: LeadModel;
  notes: string[];
}

/** What was learnt of an org, kept for some minutes: its past leads and the models for the ages that were asked for. */
interface OrgMemory {
  history: (key: string, read: () => Promise<LeadHistory>) => Promise<LeadHistory>;
  models: (key: string, read: () => Promise<LeadModel>) => Promise<LeadModel>;
}

const memoryMilliseconds = 600_000;
const mostModels = 12;
/** Fewer converted leads leave much of the score to the prior. */
const enoughConverted = 30;

const memories = new WeakMap<Salesforce, OrgMemory>();

/** Scores a lead of an org: as it stands now, or, once converted, as it stood before. */
export async function assessLead(api: Salesforce, id: string, stated: StatedFacts, now: number): Promise<Assessment> {
  const own = await readOneLead(api, id);
  const [found] = own.leads;
  if (found === undefined) {
    throw new ToolError('not_found', `No lead ${id}; find one with query_records, object_type Lead.`);
  }
  const { history, models } = memoryOf(api);
  const past = await history('past', () => readPastLeads(api, now));
  const lead = { ...found, hasEngagements: found.hasEngagements && found.createdAt >= past.engagementsSince };
  const at = momentOf(lead, now);
  const age = Math.max(0, Math.floor((at - lead.createdAt) / day));
  // Only a lead whose own end could be in the lessons needs a model without it; and of its time, where it has converted.
  const isLesson = lead.convertedAt !== undefined || age >= horizonOf(past.leads, at);
  const key = `${Math.floor(at / day)}:${age}:${isLesson ? lead.id : ''}`;
  const trained = await models(key, async () => trainLeadModel(past.leads, { at, ageDays: age, without: lead.id }));
  const scored = scoreLead(trained, lead, at, stated);
  const gaps = new Set([...past.gaps, ...own.gaps]);
  const status = own.statuses.get(lead.id) ?? '';
  const recommendations = stepsAfter(lead, status) ?? scored.recommendations;
  return { ...scored, recommendations, trained, notes: notesOn(lead, { age, status, gaps: [...gaps] }, trained) };
}

function memoryOf(api: Salesforce): OrgMemory {
  const known = memories.get(api);
  if (known !== undefined) return known;
  const made = {
    history: createTimedMemory(memoryMilliseconds, 1),
    models: createTimedMemory(memoryMilliseconds, mostModels),
  };
  memories.set(api, made);
  return made;
}

/** The day of a conversion has no time: the last moment before it is that of the day before. */
function momentOf({ convertedAt, createdAt }: LeadRecord, now: number): number {
  return convertedAt === undefined ? now : Math.max(createdAt, convertedAt - 1);
}

function notesOn(
  lead: LeadRecord,
  { age, gaps, status }: { age: number; gaps: readonly string[]; status: string },
  { model, set }: LeadModel,
): string[] {
  const { converted } = set;
  const cases = set.rows.length;
  const isThin = converted < enoughConverted || cases - converted < enoughConverted;
  const isOfOneKind = cases > 0 && endsAlike(set);
  const notes = [
    lead.convertedAt === undefined ? undefined : 'It has converted: scored as it stood before.',
    lead.convertedAt === undefined && isClosedStatus(status) ? 'It is closed: scored as if it were open.' : undefined,
    isOfOneKind ? `${converted} of ${cases} past leads converted: only the base rate is learnt from them.` : undefined,
    isThin && !isOfOneKind
      ? `Thin history: ${converted} of ${cases} past leads converted, and at least ${enoughConverted} of each kind are wanted; ` +
        `${Math.round(100 * model.prior.share)} % of the score is a general expectation.`
      : undefined,
    lead.hasEngagements
      ? undefined
      : 'What was done with it is not known: the org has no activities of its time (Salesforce archives them after a year), or mixes them with those of its contact.',
    age > set.ageDays && cases > 0
      ? `It is ${age} days old, and compared with leads of ${set.ageDays} days: few of this org convert later.`
      : undefined,
    ...gaps.map((gap) => `Gap: ${gap}.`),
    trackRecord(model),
  ];
  return notes.filter((note) => note !== undefined);
}

/** How far to trust the order of scores. */
function trackRecord({ heldOut }: ScoreModel): string | undefined {
  if (heldOut.length === 0) return undefined;
  const pairs = Math.round(100 * measureAuc(heldOut));
  return `Tried on past leads that it had not seen, it put one that converted above one that did not in ${pairs} of 100 pairs; 50 is chance.`;
}
