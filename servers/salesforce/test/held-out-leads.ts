import { trainLeadModel } from '../src/lead-scoring/lead-model.ts';
import { day, type LeadRecord } from '../src/lead-scoring/lead-record.ts';
import { scoreLead } from '../src/lead-scoring/score-lead.ts';
import { buildTrainingSet, isOpenAt } from '../src/lead-scoring/training-set.ts';

/** A lead's score at an age, by what the org knew then, beside what became of it. */
export interface HeldOutScore {
  id: string;
  probability: number;
  outcome: boolean;
  confidence: number;
  trainedOn: number;
}

/**
 * Scores the leads of the later months, each month by a model that was learnt at that month's start: nothing of that month or after it
 * was known. Leads whose time to convert is not over are left out.
 */
export function scoreHeldOut(
  leads: readonly LeadRecord[],
  { ageDays, from, now }: { ageDays: number; from: number; now: number },
): HeldOutScore[] {
  const { horizonDays } = buildTrainingSet(leads, { at: now, ageDays, without: '' });
  const scores: HeldOutScore[] = [];
  for (let start = from; start < now; start += 30 * day) {
    const month = leads.filter((lead) => {
      const at = lead.createdAt + ageDays * day;
      const isOver = lead.createdAt + horizonDays * day <= now;
      return lead.createdAt >= start && lead.createdAt < start + 30 * day && isOver && isOpenAt(lead, at);
    });
    if (month.length === 0) continue;
    const trained = trainLeadModel(leads, { at: start, ageDays, without: '' });
    for (const lead of month) {
      const { confidence, probability } = scoreLead(trained, lead, lead.createdAt + ageDays * day, {});
      const outcome = lead.convertedAt !== undefined && lead.convertedAt <= lead.createdAt + horizonDays * day;
      scores.push({ id: lead.id, probability, outcome, confidence, trainedOn: trained.set.rows.length });
    }
  }
  return scores;
}
