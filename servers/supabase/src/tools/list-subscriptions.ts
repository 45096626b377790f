import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Subscription, shownSubscription } from '../changes/shown-subscription.ts';

/** Longest answer, in characters of JSON: it leaves room for longer words in place of what is masked. */
const mostCharacters = 30_000;
/** Of the changes of one subscription. */
const mostOfOne = 10_000;

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
  input: z.object({
    subscription_id: z.string().max(64).optional().describe('One, in full'),
  }),
  output: z.object({ subscriptions: z.array(Subscription).describe('The oldest first') }),
  examples: [{ title: 'All', input: {} }],
  async handler({ input: { subscription_id: id }, api }) {
    if (id !== undefined) {
      const { changes, ...one } = await api.changes.read(id);
      return { subscriptions: [shownSubscription({ ...one, latest: changes.toReversed() }, mostCharacters)] };
    }
    const all = await api.changes.list();
    const bare = JSON.stringify(all.map((each) => shownSubscription(each, 0)));
    const room = Math.min((mostCharacters - bare.length) / all.length, mostOfOne);
    return { subscriptions: all.map((each) => shownSubscription(each, room)) };
  },
});
