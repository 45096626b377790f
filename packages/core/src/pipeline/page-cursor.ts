import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../audit/canonical-json.ts';
import { parseJson } from '../define/parse-json.ts';
import { ToolError } from '../define/tool-error.ts';

/** Where to go on: after `skip` rows of the page that the vendor's `cursor` names. */
export interface ResumePoint {
  cursor?: string;
  skip: number;
}

const prefix = 'p~';
const Encoded = z.object({ c: z.string().optional(), s: z.number().int().nonnegative(), d: z.string() });

/** Writes a cursor that only fits the same arguments. */
export function writeCursor(point: ResumePoint, input: Record<string, unknown>): string {
  const encoded = { ...(point.cursor !== undefined && { c: point.cursor }), s: point.skip, d: digestOf(input) };
  return prefix + Buffer.from(JSON.stringify(encoded)).toString('base64url');
}

/** Reads a cursor of ours; a vendor's own is handed through. */
export function readCursor(cursor: string, input: Record<string, unknown>): ResumePoint {
  if (!cursor.startsWith(prefix)) return { cursor, skip: 0 };
  const parsed = Encoded.safeParse(parseJson(Buffer.from(cursor.slice(prefix.length), 'base64url').toString()));
  if (!parsed.success || parsed.data.d !== digestOf(input)) {
    throw new ToolError(
      'invalid_input',
      'This cursor does not belong to these arguments. Repeat the call with the arguments that gave it, and only the cursor added; or start again without a cursor.',
      {
        fields: [{ path: 'cursor', problem: 'given for other arguments, or changed' }],
      },
    );
  }
  const { c, s } = parsed.data;
  return { skip: s, ...(c !== undefined && { cursor: c }) };
}

function digestOf(input: Record<string, unknown>): string {
  const { cursor: _, ...rest } = input;
  return createHash('sha256').update(canonicalJson(rest)).digest('base64url').slice(0, 12);
}
