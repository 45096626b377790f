import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readTracking, TrackingCategory } from '../document/tracking.ts';
import { TenantId } from '../identifier.ts';

export const listTrackingCategories = defineTool({
  name: 'list_tracking_categories',
  title: 'List tracking categories',
  description: 'Lists the tracking categories (departments, regions, ...) and their options, for lines and get_report.',
  effect: 'read',
  data: 'internal',
  scopes: ['settings:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'tracking_category', workflow: 'accounting' },
  input: z.object({ tenant_id: TenantId }),
  output: z.object({ categories: z.array(TrackingCategory).describe('At most two are in use') }),
  examples: [{ title: 'All', input: {} }],
  async handler({ input, api }) {
    return { categories: await readTracking(await api.books(input.tenant_id)) };
  },
});
