import { Cursor, NextCursor, pageOf, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { Organisation, readOrganisation } from '../organisation.ts';

export const listOrganisations = defineTool({
  name: 'list_organisations',
  title: 'List organisations',
  description:
    'Lists the connected organisations: tenant_id, currencies, year end, locked period. Where there are several, other tools need tenant_id.',
  effect: 'read',
  data: 'internal',
  scopes: ['settings:read'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'organisation', workflow: 'accounting' },
  input: z.object({
    limit: z.int().min(1).max(25).default(10).describe('Per page'),
    cursor: Cursor,
  }),
  output: z.object({
    organisations: z.array(Organisation).describe('The organisations'),
    refused: z.string().optional().describe('Names of those that are connected, but not open'),
    next_cursor: NextCursor,
  }),
  examples: [{ title: 'All', input: {} }],
  async handler({ input, api }) {
    const { items, ...rest } = pageOf(await api.tenants(), ({ id }) => id, input);
    const settled = await Promise.allSettled(
      items.map(async ({ id }) => {
        const organisation = await readOrganisation(await api.books(id));
        return { ...organisation, bytes_read: api.bytesRead(id) };
      }),
    );
    const organisations = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = items.filter((_, index) => isRefused(settled[index]));
    const failed = settled.find((one) => one.status === 'rejected' && !(organisations.length > 0 && isRefused(one)));
    if (failed?.status === 'rejected') throw failed.reason;
    return {
      organisations,
      ...(refused.length > 0 && { refused: refused.map(({ name }) => name).join(', ') }),
      ...rest,
    };
  },
});

/** One that is suspended, or a demo company that ran out, does not hide the others. */
function isRefused(one: PromiseSettledResult<unknown> | undefined): boolean {
  return one?.status === 'rejected' && one.reason instanceof ToolError && one.reason.code === 'forbidden';
}
