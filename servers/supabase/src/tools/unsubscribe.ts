import * as z from 'zod';
import { defineTool } from '../api.ts';

export const unsubscribe = defineTool({
  name: 'unsubscribe',
  title: 'Unsubscribe',
  description: 'Ends a subscription for good, with its changes.',
  effect: 'delete',
  data: 'internal',
  scopes: ['changes:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'subscription', workflow: 'changes' },
  input: z.object({ subscription_id: z.string().max(64).describe('From list_subscriptions') }),
  output: z.object({ subscription_id: z.string().describe('What ended') }),
  examples: [{ title: 'One', input: { subscription_id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' } }],
  undo: () =>
    'not possible: subscribe_to_changes, or for an agent setup_agent_subscriptions, begins a new one, without the changes of this one',
  change: {
    fields: z.object({}),
    async read({ input: { subscription_id: id }, api }) {
      const { table, events, filter, callbackUrl, agent } = await api.changes.find(id);
      return {
        before: { subscription: { table, events, filter, callback_url: callbackUrl, agent: agent?.id } },
        after: { subscription: 'ended, its changes forgotten', kept: 'by this server: nothing in the project changes' },
        effect: 'read',
      };
    },
  },
  async handler({ input: { subscription_id: id }, api }) {
    await api.changes.unsubscribe(id);
    return { subscription_id: id };
  },
});
