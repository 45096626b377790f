import { Cursor, NextCursor } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readWorkflows, Workflow } from '../workflow/workflow.ts';

export const listWorkflows = defineTool({
  name: 'list_workflows',
  title: 'List workflows',
  description:
    "Lists the portal's workflows: id, name, type of record, whether turned on. Use it before trigger_workflow.",
  effect: 'read',
  data: 'internal',
  scopes: ['workflows:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'workflow', workflow: 'automation' },
  input: z.object({
    limit: z.int().min(1).max(100).default(25).describe('Workflows per page'),
    cursor: Cursor,
  }),
  output: z.object({
    workflows: z.array(Workflow).describe('The workflows'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'All workflows', input: {} }],
  async handler({ input: { limit, cursor }, api }) {
    const page = await readWorkflows(api, { after: cursor, limit });
    return { workflows: page.workflows, ...(page.after !== undefined && { next_cursor: page.after }) };
  },
});
