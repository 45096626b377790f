import * as z from 'zod';
import { defineTool } from '../api.ts';
import { type ChangeEvent, changeEvents } from '../changes/change.ts';
import { parseChangeFilter } from '../changes/change-filter.ts';
import { notLive } from '../changes/change-status.ts';
import { noRows, uriOf } from '../changes/changes.ts';
import { checkMasked } from '../filter/masked-columns.ts';

export const subscribeToChanges = defineTool({
  name: 'subscribe_to_changes',
  title: 'Subscribe to changes',
  description:
    'Watches a table from now on, across restarts; changes come in a resource and, with callback_url, by signed POST.',
  effect: 'create',
  data: 'internal',
  scopes: ['changes:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'subscription', workflow: 'changes' },
  input: z.object({
    table: z
      .string()
      .regex(/^[a-zA-Z_]\w{0,62}$/, 'the name alone, of letters, digits and _')
      .describe('Table'),
    // In one order, so that the same subscription is known as the same.
    events: z.array(z.enum(changeEvents)).min(1).overwrite(inOrder).optional().describe('Left out: all'),
    filter: z.string().max(500).optional().describe('column=op.value; op: eq, neq, lt, lte, gt, gte, in'),
    callback_url: z.string().max(500).optional().describe('https address on an allowed host'),
  }),
  output: z.object({
    subscription_id: z.string().describe('For unsubscribe'),
    status: z.string().describe('How it fares'),
    message: z.string().describe('Where the changes come'),
  }),
  examples: [
    { title: 'New open tickets', input: { table: 'support_tickets', events: ['INSERT'], filter: 'status=eq.open' } },
  ],
  undo: () => 'with unsubscribe',
  change: {
    fields: z.object({ deletions: z.string().describe('Which come') }),
    async read({ input: { table, events = changeEvents, filter, callback_url: callbackUrl }, api, isCleared }) {
      checkMasked(isCleared, { filters: filtersOf(filter) });
      const { hasRows } = await api.changes.check({ table, filter, callbackUrl });
      const isUnmet = filter !== undefined && !hasRows;
      const deletions = hasAnyDeletion(events, filter) && { deletions: anyDeletion };
      const effect = callbackUrl === undefined ? 'read' : 'send';
      const kept = { kept: 'by this server: nothing in the project changes' };
      const sent = callbackUrl !== undefined && { sent: 'whole rows, also what is masked here' };
      return { before: {}, after: { ...kept, ...sent, ...(isUnmet && { note: noRows }), ...deletions }, effect };
    },
  },
  async handler({ input: { table, events = changeEvents, filter, callback_url: callbackUrl }, api, isCleared }) {
    checkMasked(isCleared, { filters: filtersOf(filter) });
    const isUnmet = filter !== undefined && !(await api.changes.check({ table, filter, callbackUrl })).hasRows;
    const { id } = await api.changes.subscribe({ table, events, filter, callbackUrl });
    const also = callbackUrl === undefined ? '' : ' and are sent to the callback_url';
    const deletions = hasAnyDeletion(events, filter) ? ` Deletions: ${anyDeletion}.` : '';
    const status = await api.changes.begun(id);
    const begins = status === 'live' ? ' from now on' : '';
    const message = `Changes of ${table}${begins} are in the resource ${uriOf(id)}${also}. list_subscriptions shows the latest, and how it fares.${begins ? '' : ` ${notLive}`}${deletions}${isUnmet ? ` ${noRows}` : ''}`;
    return { subscription_id: id, status, message };
  },
});

function inOrder(events: ChangeEvent[]): ChangeEvent[] {
  return changeEvents.filter((each) => events.includes(each));
}

function filtersOf(filter: string | undefined): Record<string, unknown> {
  if (filter === undefined) return {};
  const { column, value } = parseChangeFilter(filter);
  return { [column]: { eq: value } };
}

/** https://supabase.com/docs/guides/realtime/postgres-changes: delete events are not filterable. */
function hasAnyDeletion(events: readonly string[], filter: string | undefined): boolean {
  return filter !== undefined && events.includes('DELETE');
}

const anyDeletion = 'of any row, as Supabase does not hold them to the filter';
