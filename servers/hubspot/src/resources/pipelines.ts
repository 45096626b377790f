import { defineResource } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readPipelines } from '../portal/pipeline.ts';

export const pipelines = defineResource<Hubspot>({
  uri: 'bizmcp://hubspot/pipelines',
  name: 'pipelines',
  title: 'Pipelines',
  description: 'The pipelines of deals and tickets with their stages',
  data: 'internal',
  scopes: ['crm:read'],
  async read({ api }) {
    const [deals, tickets] = await Promise.all([readPipelines(api, 'deals'), readPipelines(api, 'tickets')]);
    return { deals, tickets };
  },
});
