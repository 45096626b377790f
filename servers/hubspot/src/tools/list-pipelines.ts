import { Cursor, NextCursor, pageOf } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { Pipeline, readPipelines } from '../portal/pipeline.ts';

export const listPipelines = defineTool({
  name: 'list_pipelines',
  title: 'List pipelines',
  description:
    'Lists the pipelines of deals, tickets or another type with the ids of their stages. Use it before setting or filtering by a stage. ' +
    'Property hs_v2_date_entered_<stage id>, or _current_stage: when a record came to it.',
  effect: 'read',
  data: 'internal',
  scopes: ['crm:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'pipeline', workflow: 'crm' },
  cacheSeconds: 300,
  staleSeconds: 3600,
  input: z.object({
    object_type: ObjectType.default('deals').describe('deals, tickets, ..., or a custom type'),
    limit: z.int().min(1).max(100).default(25).describe('Pipelines per page'),
    cursor: Cursor,
  }),
  output: z.object({
    pipelines: z.array(Pipeline).describe('The pipelines'),
    object_type: z.string().describe('The type they belong to'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'Stages of deals', input: { object_type: 'deals' } }],
  async handler({ input, api }) {
    const objectType = await resolveObjectType(api, input.object_type);
    const pipelines = await readPipelines(api, objectType);
    const { items, ...rest } = pageOf(pipelines, (pipeline) => pipeline.id, input);
    return { pipelines: items, object_type: objectType, ...rest };
  },
});
