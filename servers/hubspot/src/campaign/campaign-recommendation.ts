import * as z from 'zod';
import type { Insight } from './campaign-insight.ts';
import type { Metric } from './campaign-rates.ts';

/** Something to do, and the finding it rests on. */
export const Recommendation = z.object({
  metric: z.string().describe('The rate it is about, or all'),
  action: z.string().describe('What to do'),
  because: z.string().describe('The finding that it rests on'),
});

const remedies: Record<Metric, string> = {
  open_rate: 'Before the next send, test subject line, sender name and sending time on a part of the list.',
  click_rate: 'Lead with one offer and one link near the top, and send it to the segment that it fits.',
  conversion_rate: 'Check that the landing page keeps the promise of the email, and ask for less in its form.',
  unsubscribe_rate:
    'Leave out contacts who have not engaged for months, and check how often the others were written to.',
};

const habits: Record<Metric, string> = {
  open_rate: 'Keep this kind of subject line, sender and time, and note them for the next campaign.',
  click_rate: 'Keep this offer and layout as the version to test the next one against.',
  conversion_rate: 'Send more of the traffic to this landing page.',
  unsubscribe_rate: 'Keep to this audience and frequency.',
};

/** One recommendation for each finding that is more than chance; where there is none, that is said. First to wait for the end. */
export function recommend(insights: readonly Insight[], runsUntil?: string): z.input<typeof Recommendation>[] {
  if (runsUntil === undefined) return adviceOf(insights);
  const because = `It runs until ${runsUntil}, and what was sent last is still being opened.`;
  const action = 'Judge it once it is over; until then the findings are of its figures so far.';
  return [{ metric: 'all', action, because }, ...adviceOf(insights)];
}

function adviceOf(insights: readonly Insight[]): z.input<typeof Recommendation>[] {
  const clear = insights.flatMap(({ metric, finding, statement }) => {
    if (finding === 'worse') return [{ metric, action: remedies[metric], because: statement }];
    return finding === 'better' ? [{ metric, action: habits[metric], because: statement }] : [];
  });
  if (clear.length > 0) return clear;
  if (insights.every(({ p_value }) => p_value === undefined)) {
    const action = 'Decide nothing by this; look again after more deliveries, or compare with another period.';
    return [{ metric: 'all', action, because: 'No rate could be compared.' }];
  }
  const action = insights.some(({ finding }) => finding === 'too_few_to_tell')
    ? 'Wait for more deliveries, or compare over several campaigns, before changing anything.'
    : 'Change nothing on this evidence; compare with another period.';
  return [{ metric: 'all', action, because: 'No rate differs by more than chance explains.' }];
}
