import * as z from 'zod';
import { defineTool } from '../api.ts';
import { type AgentPreset, agentPresets, presets as allPresets, triggerNames } from '../changes/agent-presets.ts';
import { notLive } from '../changes/change-status.ts';
import { noRows } from '../changes/changes.ts';

const isThere = 'is set up already, and stays as it is';
const unasked = 'inserts a row into agent_workflows, from now on without asking again';

const Prepared = z.object({
  preset: z.string().describe('Preset, and the table that is watched'),
  filter: z.string().describe('Its rows that count'),
  subscription_id: z.string().describe('For unsubscribe'),
  triggers: z.array(z.string()).describe('trigger_type of the queued rows'),
  note: z.string().optional().describe('Whether it was there already, and whether any row fits by now'),
});

export const setupAgentSubscriptions = defineTool({
  name: 'setup_agent_subscriptions',
  title: 'Set up agent subscriptions',
  description:
    'Lets changes wake an agent: each trigger queues a row in agent_workflows. Presets: its activities and tickets, high alerts.',
  effect: 'create',
  idempotent: true,
  data: 'internal',
  scopes: ['changes:write'],
  rateLimit: { calls: 10, perSeconds: 60 },
  semantics: { entity: 'subscription', workflow: 'changes' },
  input: z.object({
    agent_id: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'takes letters, digits, _ and -, 64 at most')
      .describe('Agent, as in the rows'),
    presets: z.array(z.enum(agentPresets)).min(1).optional().describe('What wakes it; left out: all'),
  }),
  output: z.object({ subscriptions: z.array(Prepared).describe('One per preset') }),
  examples: [{ title: 'Tickets of one agent', input: { agent_id: 'agent-7', presets: ['support_tickets'] } }],
  undo: () => 'with unsubscribe',
  change: {
    fields: z.object({}),
    async read({ input: { agent_id: agentId, presets = agentPresets }, api }) {
      const after: Record<string, unknown> = {};
      for (const preset of presets) {
        const { hasRows } = await api.changes.checkAgent(agentId, preset);
        if (await api.changes.ofAgent(agentId, preset)) {
          after[preset] = isThere;
          continue;
        }
        const note = hasRows ? {} : { note: noRows };
        after[preset] = { watches: preset, ...faceOf(preset, agentId), 'each trigger': unasked, ...note };
      }
      const isSetUp = Object.values(after).every((each) => each === isThere);
      return { before: {}, after, ...(isSetUp && { effect: 'read' }) };
    },
  },
  async handler({ input: { agent_id: agentId, presets = agentPresets }, api, progress }) {
    const subscriptions: z.output<typeof Prepared>[] = [];
    for (const preset of new Set(presets)) {
      const present = await api.changes.ofAgent(agentId, preset);
      const { hasRows } = present ? { hasRows: true } : await api.changes.checkAgent(agentId, preset);
      const { id } = await api.changes.subscribeAgent(agentId, preset);
      const note = present ? 'It was set up already.' : hasRows ? '' : noRows;
      subscriptions.push({ preset, ...faceOf(preset, agentId), subscription_id: id, note });
      progress(subscriptions.length, presets.length);
    }
    // What happens before that may wake the agent by how a row stands later.
    const states = await Promise.all(subscriptions.map(({ subscription_id: id }) => api.changes.begun(id)));
    return {
      subscriptions: subscriptions.map(({ note, ...one }, index) => {
        const notes = [note, states[index] === 'live' ? '' : notLive].filter(Boolean);
        return { ...one, ...(notes.length > 0 && { note: notes.join(' ') }) };
      }),
    };
  },
});

function faceOf(preset: AgentPreset, agentId: string) {
  return { filter: allPresets[preset].filter(agentId), triggers: [...triggerNames[preset]] };
}
