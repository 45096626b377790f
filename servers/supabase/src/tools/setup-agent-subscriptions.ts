import * as z from 'zod';
import { defineTool } from '../api.ts';
import { agentPresets, triggerNames } from '../changes/agent-presets.ts';

const Prepared = z.object({
  preset: z.string().describe('Preset'),
  subscription_id: z.string().describe('For unsubscribe'),
  triggers: z.array(z.string()).describe('trigger_type of the queued rows'),
});

export const setupAgentSubscriptions = defineTool({
  name: 'setup_agent_subscriptions',
  title: 'Set up agent subscriptions',
  description:
    'Lets changes wake an agent: each trigger queues a row in agent_workflows. Presets: activities and tickets of the agent, high alerts.',
  effect: 'create',
  idempotent: true,
  data: 'internal',
  scopes: ['changes:write'],
  rateLimit: { calls: 10, perSeconds: 60 },
  semantics: { entity: 'subscription', workflow: 'changes' },
  input: z.object({
    agent_id: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .describe('Agent, as in the rows'),
    presets: z.array(z.enum(agentPresets)).min(1).optional().describe('What wakes it; left out: all'),
  }),
  output: z.object({ subscriptions: z.array(Prepared).describe('One per preset') }),
  examples: [{ title: 'Tickets of one agent', input: { agent_id: 'agent-7', presets: ['support_tickets'] } }],
  change: {
    fields: z.object({}),
    async read({ input: { agent_id: agentId, presets = agentPresets }, api }) {
      for (const preset of presets) await api.changes.checkAgent(agentId, preset);
      return undefined;
    },
  },
  async handler({ input: { agent_id: agentId, presets = agentPresets }, api, progress }) {
    const subscriptions: z.output<typeof Prepared>[] = [];
    for (const preset of new Set(presets)) {
      const { id } = await api.changes.subscribeAgent(agentId, preset);
      subscriptions.push({ preset, subscription_id: id, triggers: [...triggerNames[preset]] });
      progress(subscriptions.length, presets.length);
    }
    return { subscriptions };
  },
});
