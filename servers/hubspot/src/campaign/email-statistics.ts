import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { readAnswer } from '../read-answer.ts';

const Counters = z.record(z.string(), z.number().nullable());

const WireStatistics = z.object({
  aggregate: z.object({ counters: Counters.nullish() }).nullish(),
});

/** What became of emails: each recipient counts once for an email, however often they opened or clicked. */
export interface EmailCounts {
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
  bounced: number;
}

const emailsPerRequest = 50;

/** Sums what became of the emails sent in a span of time: of those with these ids, or of all when there are none given. */
export async function readEmailCounts(
  api: Hubspot,
  span: { start: string; end: string },
  emailIds?: readonly string[],
): Promise<EmailCounts> {
  const statistics = await api.emailStatistics();
  const answers = await Promise.all(
    groupsOf(emailIds).map((ids) => readAnswer(WireStatistics, statistics.getEmailsList(span.start, span.end, ids))),
  );
  return answers.map((answer) => toCounts(answer.aggregate?.counters ?? {})).reduce(add, toCounts({}));
}

function groupsOf(emailIds: readonly string[] | undefined): (number[] | undefined)[] {
  if (emailIds === undefined) return [undefined];
  const groups: number[][] = [];
  for (let start = 0; start < emailIds.length; start += emailsPerRequest) {
    groups.push(emailIds.slice(start, start + emailsPerRequest).map(Number));
  }
  return groups;
}

/** https://developers.hubspot.com/docs/api-reference/marketing-marketing-emails-v3-v3/guide: names of the counters */
function toCounts(counters: z.output<typeof Counters>): EmailCounts {
  return {
    sent: counters.sent ?? 0,
    delivered: counters.delivered ?? 0,
    opened: counters.open ?? 0,
    clicked: counters.click ?? 0,
    unsubscribed: counters.unsubscribed ?? 0,
    bounced: counters.bounce ?? (counters.hardbounced ?? 0) + (counters.softbounced ?? 0),
  };
}

function add(one: EmailCounts, other: EmailCounts): EmailCounts {
  return {
    sent: one.sent + other.sent,
    delivered: one.delivered + other.delivered,
    opened: one.opened + other.opened,
    clicked: one.clicked + other.clicked,
    unsubscribed: one.unsubscribed + other.unsubscribed,
    bounced: one.bounced + other.bounced,
  };
}
