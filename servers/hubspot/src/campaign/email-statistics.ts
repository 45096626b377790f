import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { readAnswer } from '../read-answer.ts';

const Counters = z.record(z.string(), z.number().nullable());

const WireStatistics = z.object({
  aggregate: z.object({ counters: Counters.nullish() }).nullish(),
});

/** What became of emails, as far as HubSpot counted it: each recipient counts once for an email, however often they opened or clicked. */
export type EmailCounts = Partial<Record<(typeof counted)[number], number>>;

const counted = ['sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'] as const;

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

/** https://developers.hubspot.com/docs/api-reference/marketing-marketing-emails-v3-v3/guide: names of the counters; without any nothing was sent */
function toCounts(counters: z.output<typeof Counters>): EmailCounts {
  const ofNothing = Object.keys(counters).length === 0 ? 0 : undefined;
  const { open, click, unsubscribed, hardbounced, softbounced } = counters;
  const bounced = counters.bounce ?? sumOf(hardbounced, softbounced);
  const counts = {
    sent: counters.sent,
    delivered: counters.delivered,
    opened: open,
    clicked: click,
    unsubscribed,
    bounced,
  };
  return told((name) => counts[name] ?? ofNothing);
}

function add(one: EmailCounts, other: EmailCounts): EmailCounts {
  return told((name) => sumOf(one[name], other[name]));
}

function told(countOf: (name: (typeof counted)[number]) => number | undefined): EmailCounts {
  return Object.fromEntries(
    counted.flatMap((name) => {
      const count = countOf(name);
      return count === undefined ? [] : [[name, count]];
    }),
  );
}

/** What is counted in part is not known. */
function sumOf(one: number | null | undefined, other: number | null | undefined): number | undefined {
  return typeof one === 'number' && typeof other === 'number' ? one + other : undefined;
}
