import { expect, test } from 'vitest';
import * as z from 'zod';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineResource } from '../../src/define/resource.ts';
import { defineServer } from '../../src/define/server.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';

/** A library whose shelves complete their name, for someone of a role. */
function library(role: string) {
  const records: AuditRecord[] = [];
  const asked: string[] = [];
  const shelf = defineResource<unknown>({
    uri: 'bizmcp://library/shelf/{shelf}',
    name: 'shelf',
    title: 'Shelf',
    description: 'Its books',
    data: 'internal',
    scopes: ['books:read'],
    complete: {
      async shelf({ value }) {
        asked.push(value);
        return ['history', 'of jane@example.com'];
      },
    },
    read: async () => ({}),
  });
  const api = defineApi({
    system: 'Library',
    settings: z.object({}),
    credentials: [],
    connect: () => ({}),
    check: async () => 'up',
  });
  const runtime = createRuntime({
    server: defineServer({
      name: 'library',
      title: 'Library',
      instructions: 'Books.',
      api,
      tools: [],
      resources: [shelf],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role },
    auditLog: { path: undefined, append: async (record) => void records.push(record) },
  });
  const request = { client: { name: 'test', version: '1', canAsk: false }, signal: new AbortController().signal };
  const complete = (name: string) => runtime.completeResource(shelf.uri, { name, value: 'h' }, request);
  return { complete, asked, records };
}

test('a completion asks the system as a read of the resource: on record, and masked for the role', async () => {
  const { complete, asked, records } = library('viewer');

  expect(await complete('shelf')).toEqual(['history', 'of j***@e***.com']);

  expect(asked).toEqual(['h']);
  expect(records).toMatchObject([
    { event: 'resource.intent', name: 'shelf', arguments: { names: ['shelf'] } },
    { event: 'resource.outcome', status: 'ok' },
  ]);
});

test('a role that may not read the resource has nothing completed', async () => {
  const { complete, asked, records } = library('ghost');

  await expect(complete('shelf')).rejects.toMatchObject({ code: 'forbidden' });

  expect(asked).toEqual([]);
  expect(records).toHaveLength(2);
});

test.each(['book', '__proto__', 'constructor'])(
  'what is no variable of the address (%s) has no values',
  async (name) => {
    const { complete, records } = library('viewer');

    expect(await complete(name)).toEqual([]);

    expect(records).toEqual([]);
  },
);
