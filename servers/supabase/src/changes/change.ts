import * as z from 'zod';
import { WireRow } from '../row/row.ts';

export const changeEvents = ['INSERT', 'UPDATE', 'DELETE'] as const;
export type ChangeEvent = (typeof changeEvents)[number];

/** A change as Realtime tells it: https://supabase.com/docs/guides/realtime/protocol */
export const WireChange = z.object({
  type: z.enum(changeEvents),
  commit_timestamp: z.string(),
  record: WireRow.nullish(),
  old_record: WireRow.nullish(),
  errors: z.array(z.unknown()).nullish(),
});
export type WireChange = z.output<typeof WireChange>;

/** A change as it is kept and shown. */
export const Change = z.object({
  sequence: z.number().describe('Counts up by one in a subscription'),
  eventType: z.enum(changeEvents).describe('What happened'),
  new: WireRow.nullable().describe('The row afterwards'),
  old: WireRow.nullable().describe('The row before, as far as the table tells it'),
  timestamp: z.string().describe('When, ISO 8601'),
  source: z.enum(['live', 'caught_up']).describe('caught_up: read afterwards, since the connection was down'),
  duplicate: z.literal(true).optional().describe('This change, or a later state of its row, was told before'),
  incomplete: z.literal(true).optional().describe('Realtime left out columns, since the row is too large'),
});
export type Change = z.output<typeof Change>;
