import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineResource } from '../../src/define/resource.ts';
import { defineServer } from '../../src/define/server.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';

interface Staff {
  head: unknown;
}

const output = z.object({
  head: z.object({
    name: z.string().meta({ class: 'confidential', pii: 'name' }),
    room: z.string(),
  }),
});

/** What a role reads at the address of a resource, with or without a schema of its answer. */
async function read(role: string, head: unknown, schema?: z.ZodType): Promise<unknown> {
  const profile = defineResource<Staff>({
    uri: 'bizmcp://staff/{team}/profile',
    name: 'profile',
    title: 'Profile',
    description: 'Who leads a team',
    data: 'internal',
    scopes: [],
    ...(schema && { output: schema }),
    read: async ({ api }) => ({ head: api.head }),
  });
  const api = defineApi({
    system: 'Staff',
    settings: z.object({}),
    credentials: [],
    connect: (): Staff => ({ head }),
    check: async () => 'up',
  });
  const runtime = createRuntime({
    server: defineServer({
      name: 'staff',
      title: 'Staff',
      instructions: 'Staff.',
      api,
      tools: [],
      resources: [profile],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role },
    auditLog: { path: undefined, append: async () => {} },
  });
  const answer = await runtime.readResource('bizmcp://staff/sales/profile', {
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
  });
  return answer.kind === 'result' ? answer.value : answer;
}

test('a name in a resource is masked by the class that its schema gives it', async () => {
  const head = { name: 'Jane Doe', room: 'B 12' };

  expect(await read('viewer', head, output)).toEqual({ head: { name: 'J***', room: 'B 12' } });
  expect(await read('system_admin', head, output)).toEqual({ head: { name: 'Jane Doe', room: 'B 12' } });
});

test('what the schema of a resource does not know is left out', async () => {
  const head = { name: 'Jane Doe', room: 'B 12', nickname: 'JD' };

  expect(await read('viewer', head, output)).toEqual({ head: { name: 'J***', room: 'B 12' } });
});

test('a resource that breaks its schema shows nothing', async () => {
  await expect(read('viewer', { name: 'Jane Doe' }, output)).rejects.toMatchObject({ code: 'bad_answer' });
});

test('a resource without a schema is shown whole, but for what its texts give away by their form', async () => {
  const head = { name: 'Jane Doe', mail: 'jane@example.com' };

  expect(await read('viewer', head)).toEqual({ head: { name: 'Jane Doe', mail: 'j***@e***.com' } });
});
