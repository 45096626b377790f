import * as z from 'zod';
import { type Effect, isWrite } from './effect.ts';

/** The field that core adds to the input of every write. */
export const confirmTokenField = 'confirm_token';

/** The input schema as clients see it: strict, and with the confirmation field on a write. */
export function strictInput(tool: { effect: Effect; input: z.ZodObject }): z.ZodObject {
  const strict = z.strictObject(tool.input.shape);
  if (!isWrite(tool.effect)) return strict;
  return strict.extend({
    [confirmTokenField]: z.string().max(500).optional().describe('From approval_required, after a yes'),
  });
}
