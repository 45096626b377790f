import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const typesOf = ({ records }: { records: { object_type: string }[] }) => records.map((each) => each.object_type);

test('a search says of which objects it found more than it shows', async () => {
  const { call } = openServer();

  const { value: few } = await call('search_records', { text: 'Lindq*', limit: 4 });
  const { value: all } = await call('search_records', { text: 'Lindq*', limit: 200, object_types: ['Contact'] });

  expect(typesOf(few)).toEqual([...Array(4).fill('Contact'), ...Array(4).fill('Lead')]);
  expect(few.note).toMatch(/more of Contact, Lead: /);
  expect(all.records.length).toBeGreaterThan(10);
  expect(all.note).toBeUndefined();
});

test('a search with more than an answer holds shows what fits, and says so', async () => {
  const { call } = openServer();

  const { error, value } = await call('search_records', { text: 'example', limit: 200 });

  expect(error).toBeUndefined();
  expect(value.records.length).toBeGreaterThan(100);
  expect(value.note).toMatch(/more of .*(Contact|Lead)/);
});

test.each([
  { text: 'indq*' },
  { text: 'Lindq' },
  { text: '2215550199' },
  { text: 'sablenetworks2.example', scope: 'EMAIL' },
])('a search for $text that finds nothing says how words are compared, and what looks within them', async (search) => {
  const { call } = openServer();

  const { value } = await call('search_records', search);

  expect(value.records).toEqual([]);
  expect(value.note).toMatch(/from its first letter.*query_records: Name LIKE '%part%'/);
});
