import { expect, test } from 'vitest';
import * as z from 'zod';
import { readsOf } from '../../src/schema/value-type.ts';
import { usePair } from './compare.ts';

const words = (text: string) => text.split('|');
const numbers = words('7| -7 |+7|1_000|0x1F|1.5|.5|5.|1e3|1E-3|1,5|1 000|€5||NaN|inf|-Infinity|seven');
const limits = words('32767|32768|-32769|2147483647|2147483648|9223372036854775807|-9223372036854775809');
const days = words('2026-11-30|2026-11-31|2026-02-29|2024-2-29|2026-13-01|20261130|261130|1764500000|1764500000000|5');
const spelt = words('Nov 30 2026|11/12/2026|30.11.2026|2026.334|J2451187|infinity|today|soon|next week|0044-03-15 BC|');
const moments = words('2026-11-30T15:00:00Z|2026-11-30 15:00+01|2026-11-30 25:00|2026-11-30T24:00|2026-11-30 15:60');
const odd = words('20261130T151500|tomorrow 10:00|now|epoch|Mon Nov 30 15:00:00 2026|2026-11-30 15:00 Nowhere/City');
const clocks = words('15:30|9:05:01.5|9am|9:00 am|153000|1530|T1530|25:00|24:00|15:61|allballs|noon|04:05-08:00');
const truths = words('t|TRUE|yes|on|1|f|of|no|maybe|2|');
const uuids = words('6f9619ff-8b86-4d01-b42d-00cf4fc964ff|{6F9619FF8B864D01B42D00CF4FC964FF}|6f9619ff|x');

const texts: Readonly<Record<string, readonly string[]>> = {
  smallint: [...numbers, ...limits],
  integer: [...numbers, ...limits],
  bigint: [...numbers, ...limits],
  numeric: [...numbers, ...limits],
  real: numbers,
  'double precision': numbers,
  date: [...days, ...spelt, ...moments],
  'timestamp with time zone': [...days, ...spelt, ...moments, ...odd],
  'timestamp without time zone': [...days, ...spelt, ...moments, ...odd],
  'time with time zone': clocks,
  'time without time zone': [...clocks, ...moments],
  boolean: truths,
  uuid: uuids,
};
const Read = z.array(z.object({ text: z.string(), isRead: z.boolean() }));
const pair = usePair();

test.for(Object.entries(texts))('no text is refused that PostgreSQL reads as %s', async ([type, given], context) => {
  const client = pair(context).real.client();
  await client.connect();

  const query = 'select text, pg_input_is_valid(text, $2) as "isRead" from unnest($1::text[]) as given(text)';
  const { rows } = await client.query(query, [given, type]);
  await client.end();

  const read = Read.parse(rows);
  const refused = read.filter(({ text }) => !readsOf(type)?.reads(text));
  expect(refused.filter(({ isRead }) => isRead)).toEqual([]);
  expect(refused.length).toBeGreaterThan(0);
});
