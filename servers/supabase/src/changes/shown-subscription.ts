import * as z from 'zod';
import { isAssigned } from './agent-presets.ts';
import { type ObservedSubscription, uriOf } from './changes.ts';
import { LatestChange, shownLatest } from './latest-changes.ts';

/** A subscription and how it fares, as it is listed. */
export const Subscription = z.object({
  subscription_id: z.string().describe('For unsubscribe'),
  table: z.string().describe('Table'),
  events: z.array(z.string()).describe('Events'),
  filter: z.string().optional().describe('Filter'),
  callback_url: z.string().optional().describe('Where changes are sent'),
  agent: z.string().optional().describe('Agent whose queue is filled'),
  status: z.string().describe('live: all changes come; else why not yet'),
  note: z.string().optional().describe('What went wrong, or is not shown'),
  resource: z.string().describe('Where its changes are read'),
  changes: z.number().describe('Changes seen; the last 100 come where subscription_id is named, and in the resource'),
  latest_changes: z.array(LatestChange).describe('The newest first; of several subscriptions ten each'),
  passed_on: z.number().optional().describe('Changes sent to the callback, or queued for the agent'),
  dead_letters: z.number().describe('Changes given up; the resource says why'),
  interruptions: z.number().describe('Times the connection was lost'),
  duplicates: z.number().describe('Changes marked as told before'),
});

/** Changes that a subscription is kept with. */
const mostKept = 100;

/** A subscription with as many of its latest changes as fit into so many characters of JSON. */
export function shownSubscription(
  { subscription, status, seen, latest, passed }: ObservedSubscription,
  room: number,
): z.output<typeof Subscription> {
  const { id, table, events, filter, callbackUrl, agent } = subscription;
  const shown = shownLatest(latest, room);
  const ours = [status.problem, status.unseen].filter((part) => part !== undefined).map((part) => `${part}.`);
  const isPart = latest.length < Math.min(seen, mostKept);
  const more = isPart ? [`list_subscriptions with this subscription_id has the last ${mostKept} changes.`] : [];
  const note = [...ours, ...shown.notes, ...leftNotes(agent, shown.latest), ...more].join(' ');
  return {
    subscription_id: id,
    table,
    events,
    ...(filter !== undefined && { filter }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
    ...(agent && { agent: agent.id }),
    status: status.state,
    ...(note !== '' && { note }),
    resource: uriOf(id),
    changes: seen,
    latest_changes: shown.latest,
    ...((callbackUrl !== undefined || agent) && { passed_on: passed.delivered }),
    dead_letters: passed.dead,
    interruptions: status.interruptions,
    duplicates: status.duplicates,
  };
}

/** A ticket is told once more when it leaves its agent, whose filter it does not fit by then. */
function leftNotes(
  agent: ObservedSubscription['subscription']['agent'],
  latest: readonly z.output<typeof LatestChange>[],
) {
  if (agent?.preset !== 'support_tickets') return [];
  // What was told before says nothing of how it is now.
  const told = latest.filter(({ incomplete, duplicate }) => !incomplete && !duplicate);
  const isLeft = ({ row }: z.output<typeof LatestChange>) => !isAssigned(row, agent.id);
  const tickets = [...Map.groupBy(told, ({ row }) => String(row.id))]
    .filter(([, [newest]]) => newest && isLeft(newest))
    .map(([id, changes]) => {
      const times = changes.filter(isLeft).map(({ at }) => at);
      return `ticket ${id} (${times.join(', ')})`;
    });
  return tickets.length > 0 ? [`Left ${agent.id}: ${tickets.join(', ')}.`] : [];
}
