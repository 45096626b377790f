import * as z from 'zod';
import { defineTool } from '../api.ts';

export const getLimits = defineTool({
  name: 'get_limits',
  title: 'Get limits',
  description: "Returns what is left of the org's limits: API requests, storage, emails.",
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'limit', workflow: 'crm' },
  input: z.object({}),
  output: z.object({
    api_requests: z
      .object({
        max: z.number().describe('In 24 hours, of all apps together'),
        used: z.number().describe('Of these'),
        remaining: z.number().describe('Left'),
      })
      .optional()
      .describe('Requests to the API, where this user may see them'),
    limits: z
      .array(
        z.object({
          name: z.string().describe('Name of the limit at Salesforce'),
          max: z.number().describe('The most'),
          remaining: z.number().describe('Left'),
        }),
      )
      .describe('All others that apply, the scarcest first'),
  }),
  examples: [{ title: 'How much is left', input: {} }],
  async handler({ api }) {
    const { DailyApiRequests: daily, ...others } = await api.limits();
    const limits = Object.entries(others)
      .filter(([, { Max }]) => Max > 0)
      .map(([name, { Max, Remaining }]) => ({ name, max: Max, remaining: Remaining }))
      .toSorted((left, right) => left.remaining / left.max - right.remaining / right.max);
    if (daily === undefined) return { limits };
    const { Max, Remaining } = daily;
    return { api_requests: { max: Max, used: Max - Remaining, remaining: Remaining }, limits };
  },
});
