import * as z from 'zod';
import { defineTool } from '../api.ts';
import { type ObservedSubscription, uriOf } from '../changes/changes.ts';
import { LatestChange, shownLatest } from '../changes/latest-changes.ts';

/** Longest answer, in characters of JSON: it leaves room for longer words in place of what is masked. */
const mostCharacters = 30_000;
/** Of the changes of one subscription. */
const mostOfOne = 10_000;

const Subscription = z.object({
  subscription_id: z.string().describe('For unsubscribe'),
  table: z.string().describe('Table'),
  events: z.array(z.string()).describe('Events'),
  filter: z.string().optional().describe('Filter'),
  callback_url: z.string().optional().describe('Where changes are sent'),
  agent: z.string().optional().describe('Agent whose queue is filled'),
  status: z.string().describe('live: all changes come; else why not yet'),
  note: z.string().optional().describe('What went wrong, or is not shown'),
  resource: z.string().describe('Where its changes are read'),
  changes: z.number().describe('Changes seen; the resource has the last 100'),
  latest_changes: z.array(LatestChange).describe('The last ten, the newest first'),
  passed_on: z.number().optional().describe('Changes sent to the callback, or queued for the agent'),
  dead_letters: z.number().describe('Changes given up; the resource says why'),
  interruptions: z.number().describe('Times the connection was lost'),
  duplicates: z.number().describe('Changes marked as told before'),
});

export const listSubscriptions = defineTool({
  name: 'list_subscriptions',
  title: 'List subscriptions',
  description: 'Lists subscriptions and latest changes.',
  effect: 'read',
  foreignText: true,
  data: 'confidential',
  scopes: ['changes:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'subscription', workflow: 'changes' },
  input: z.object({}),
  output: z.object({ subscriptions: z.array(Subscription).describe('The oldest first') }),
  examples: [{ title: 'All', input: {} }],
  async handler({ api }) {
    const all = await api.changes.list();
    const bare = JSON.stringify(all.map((each) => show(each, 0)));
    const room = Math.min((mostCharacters - bare.length) / all.length, mostOfOne);
    return { subscriptions: all.map((each) => show(each, room)) };
  },
});

function show(
  { subscription, status, seen, latest, passed }: ObservedSubscription,
  room: number,
): z.output<typeof Subscription> {
  const { id, table, events, filter, callbackUrl, agent } = subscription;
  const shown = shownLatest(latest, room);
  const ours = [status.problem, status.unseen].filter((part) => part !== undefined).map((part) => `${part}.`);
  const note = [...ours, ...shown.notes].join(' ');
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
