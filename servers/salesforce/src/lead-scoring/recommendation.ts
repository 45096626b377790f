import { tallyWhere, tell } from './factor-evidence.ts';
import type { LeadModel } from './lead-model.ts';
import type { LeadRecord } from './lead-record.ts';
import { isClosedStatus, type LeadSnapshot } from './lead-snapshot.ts';

const [hot, cold] = [50, 10];
const longIdle = 14;
/** Fewer past leads on either side say nothing about a step. */
const fewestCompared = 10;

/** Next steps, with the counts that speak for them. */
export function recommend(trained: LeadModel, lead: LeadSnapshot, score: number): string[] {
  const missing = lead.missing.length > 0 ? [`Find out ${lead.missing.join(', ')}: the score goes without.`] : [];
  if (score < cold) return ['Leave to nurturing, unless something new comes up.', ...missing];
  const steps = [
    score >= hot ? 'Qualify now: it is more likely than not to convert.' : undefined,
    lead.idleDays !== null && lead.idleDays > longIdle
      ? `Get in touch: nothing has happened for ${Math.floor(lead.idleDays)} days.`
      : undefined,
    lead.meetings === 0 && lead.meetingsToCome === 0 ? firstOf(trained, 'meetings', 'Arrange a meeting') : undefined,
    lead.calls === 0 ? firstOf(trained, 'calls', 'Call') : undefined,
    lead.responses === 0 ? firstOf(trained, 'campaign_responses', responseStep(lead)) : undefined,
    ...missing,
  ];
  return steps.filter((step) => step !== undefined);
}

/** Next steps with a lead that has come to an end; undefined with one that is open. */
export function stepsAfter({ convertedAt }: LeadRecord, status: string): string[] | undefined {
  if (convertedAt !== undefined) return ['Go on with the contact and opportunity that it became: it has converted.'];
  return isClosedStatus(status) ? ['Leave it closed, unless something new comes up; then reopen it first.'] : undefined;
}

function responseStep({ campaigns }: LeadSnapshot): string {
  return campaigns === null || campaigns === 0 ? 'Invite to a campaign' : 'Win a response to a campaign that it is in';
}

/** A first step of a kind, where past leads that had one did better. */
function firstOf(trained: LeadModel, feature: string, step: string): string | undefined {
  const some = tallyWhere(trained, feature, (value) => typeof value === 'number' && value > 0);
  const none = tallyWhere(trained, feature, (value) => value === 0);
  if (some.leads < fewestCompared || none.leads < fewestCompared) return undefined;
  const isBetter = some.converted / some.leads > none.converted / none.leads;
  return isBetter
    ? `${step}: of past leads with one ${tell(some)} converted, without ${tell(none)}, which need not be the cause.`
    : undefined;
}
