import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ObjectEntry, toObjectEntry } from '../object-summary.ts';

export const listObjects = defineTool({
  name: 'list_objects',
  title: 'List objects',
  description:
    'Lists the objects (tables) of the org that can be queried, standard and custom. Use describe_object for the fields of one.',
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'schema', workflow: 'crm' },
  cacheSeconds: 300,
  input: z.object({
    contains: z.string().min(1).max(80).optional().describe('Only those with this in their name or label'),
  }),
  output: z.object({ objects: z.array(ObjectEntry).describe('By name') }),
  examples: [{ title: 'Objects about campaigns', input: { contains: 'campaign' } }],
  async handler({ input, api }) {
    const wanted = (input.contains ?? '').toLowerCase();
    const objects = (await api.objects())
      .filter(({ deprecatedAndHidden, queryable }) => queryable && !deprecatedAndHidden)
      .filter(({ label, name }) => `${name} ${label}`.toLowerCase().includes(wanted))
      .map(toObjectEntry);
    return { objects };
  },
});
