import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A row of a table as PostgREST and Realtime send it. */
export const Row = z.record(z.string(), z.unknown());
export type Row = z.output<typeof Row>;

/** A short name for a value; 96 bits, so that among the changes of a year no two are taken for one. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 16);
}

/** JSON with sorted names: Realtime and PostgREST order columns differently. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
