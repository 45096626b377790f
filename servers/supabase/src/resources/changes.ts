import { betweenMarks, defineResource } from '@bizmcp/core';
import * as z from 'zod';
import { Change } from '../changes/change.ts';
import { DeadLetter } from '../changes/dead-letters.ts';
import { Row, type WireRow } from '../row/row.ts';
import type { Supabase } from '../supabase.ts';
import { withoutVectors } from '../vector/vector-columns.ts';

const ShownChange = Change.extend({ new: Row.nullable(), old: Row.nullable() });

const Shown = z.object({
  untrusted_begin: z.string(),
  subscription_id: z.string(),
  table: z.string(),
  status: z.string(),
  note: z.string().optional(),
  changes: z.array(ShownChange).describe('The last ones, the oldest first'),
  dropped_out: z.number().describe('Changes before these, which are no longer shown'),
  dead_letters: z
    .array(DeadLetter.extend({ change: ShownChange }))
    .describe('The last changes that could not be passed on'),
  untrusted_end: z.string(),
});

export const changes = defineResource<Supabase>({
  uri: 'supabase://changes/{id}',
  name: 'changes',
  title: 'Changes of a subscription',
  description:
    'The last 100 changes that a subscription saw, and the last 20 that could not be passed on, with why. Watch it to be told of new ones.',
  data: 'confidential',
  scopes: ['changes:read'],
  live: true,
  output: Shown,
  async read({ api, params }) {
    const seen = await api.changes.read(params.id ?? '');
    const { subscription, status } = seen;
    const note = [status.problem, status.unseen].filter((part) => part !== undefined).join('. ');
    return betweenMarks({
      subscription_id: subscription.id,
      table: subscription.table,
      status: status.state,
      ...(note !== '' && { note }),
      changes: seen.changes.map(showChange),
      dropped_out: seen.dropped,
      dead_letters: seen.deadLetters.map(({ change, ...letter }) => ({ ...letter, change: showChange(change) })),
    });
  },
});

/** Vectors are for the callback; whoever reads here would only be held up by them. */
function showChange(change: Change): Change {
  return { ...change, new: withoutVectorsOf(change.new), old: withoutVectorsOf(change.old) };
}

function withoutVectorsOf(row: WireRow | null): WireRow | null {
  return row && (withoutVectors([row]).rows[0] ?? null);
}
