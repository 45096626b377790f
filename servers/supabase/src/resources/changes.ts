import { betweenMarks, countThatFits, defineResource } from '@bizmcp/core';
import * as z from 'zod';
import { Change } from '../changes/change.ts';
import { DeadLetter } from '../changes/dead-letters.ts';
import { cutRows } from '../row/cut-rows.ts';
import { Row, type WireRow } from '../row/row.ts';
import type { Supabase } from '../supabase.ts';
import { withoutVectors } from '../vector/vector-columns.ts';

/** Of changes, of dead letters, and of one row, in characters of JSON. */
const mostCharacters = { changes: 26_000, letters: 8000, row: 2500 };

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
    const changes = lastThatFit(seen.changes.map(showChange), mostCharacters.changes);
    const letters = seen.deadLetters.map(({ change, ...letter }) => ({ ...letter, change: showChange(change) }));
    return betweenMarks({
      subscription_id: subscription.id,
      table: subscription.table,
      status: status.state,
      ...(note !== '' && { note }),
      changes,
      dropped_out: seen.dropped + seen.changes.length - changes.length,
      dead_letters: lastThatFit(letters, mostCharacters.letters),
    });
  },
});

/** Vectors are for the callback; whoever reads here would only be held up by them. */
function showChange(change: Change): Change {
  return { ...change, new: withoutVectorsOf(change.new), old: withoutVectorsOf(change.old) };
}

function withoutVectorsOf(row: WireRow | null): WireRow | null {
  return row && (cutRows(withoutVectors([row]).rows, mostCharacters.row)[0] ?? null);
}

function lastThatFit<Item>(all: readonly Item[], most: number): Item[] {
  return all.slice(all.length - countThatFits(all.toReversed(), most));
}
