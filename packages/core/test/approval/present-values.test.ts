import { expect, test } from 'vitest';
import * as z from 'zod';
import { createPresentValues } from '../../src/approval/present-values.ts';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { type Change, defineTool } from '../../src/define/tool.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { currentCall } from '../../src/pipeline/current-call.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { writeCall } from './fixtures/write-call.ts';

const Fields = z.object({
  name: z.string().optional(),
  iban: z.string().optional().meta({ class: 'restricted', pii: 'iban' }),
  note: z.string().optional(),
});

/** A server with one write, and what it shows of the present values. */
function bank(read: (signal: AbortSignal) => Promise<Change['before']>) {
  const records: AuditRecord[] = [];
  const written: unknown[] = [];
  const setAccount = defineTool({
    name: 'set_account',
    title: 'Set an account',
    description: 'Sets an account',
    effect: 'update',
    data: 'internal',
    scopes: ['accounts:write'],
    rateLimit: { calls: 100, perSeconds: 60 },
    semantics: { entity: 'account', workflow: 'bank' },
    input: z.object({ fields: Fields.describe('New values') }),
    output: z.object({ done: z.boolean().describe('True once stored') }),
    examples: [{ title: 'A name', input: { fields: { name: 'New' } } }],
    change: {
      fields: Fields,
      read: async ({ input, signal }) => ({ before: await read(signal), after: input.fields }),
    },
    async handler({ input }) {
      written.push(input.fields);
      return { done: true };
    },
  });
  const runtime = createRuntime({
    server: defineServer({
      name: 'bank',
      title: 'Bank',
      instructions: 'Accounts.',
      api: defineApi({
        system: 'Bank',
        settings: z.object({}),
        credentials: [],
        connect: () => ({}),
        check: async () => 'open',
      }),
      tools: [setAccount],
    }),
    settings: { environment: {} },
    policy: defaultPolicy,
    principal: { name: 'sam', role: 'agent_executor' },
    auditLog: { path: undefined, append: async (record) => void records.push(record) },
  });
  const call = (fields: Record<string, string>, more: { confirm_token?: string; signal?: AbortSignal } = {}) => {
    const { signal = new AbortController().signal, ...rest } = more;
    const client = { name: 'test', version: '1', canAsk: false };
    return runtime.callTool({ name: 'set_account', arguments: { fields, ...rest }, client, signal });
  };
  const ask = async (fields: Record<string, string>) => {
    const error: unknown = await call(fields).catch((reason: unknown) => reason);
    if (!(error instanceof ToolError)) throw new Error('expected to be asked');
    return error.details;
  };
  return { call, ask, records, written };
}

test('the question shows before and after of what would change, present values masked for the role that asks', async () => {
  const { ask } = bank(async () => ({ name: 'Old', iban: 'DE89370400440532013000', note: 'same' }));

  const { preview } = await ask({ name: 'New', iban: 'FR1420041010050500013M02606', note: 'same' });

  const shown = preview?.slice(preview.indexOf('Before'));
  expect(shown).toMatch(/name: "Old" -> "New"/);
  expect(shown).not.toContain('DE89370400440532013000');
  expect(shown).toMatch(/iban: ".*3000" -> "FR14/);
  expect(shown).not.toContain('note');
});

test('values that differ but look alike when masked are still a change', async () => {
  const { ask } = bank(async () => ({ iban: 'DE89370400440532013000' }));
  const masked = (await ask({ iban: 'x' })).preview?.match(/iban: "([^"]*)" ->/)?.[1] ?? '';

  expect((await ask({ iban: masked })).preview).toContain(`iban: "${masked}" -> "${masked}"`);
});

test.each([
  ['fails', async () => Promise.reject(new Error('secret text'))],
  ['may ask no more', async () => Promise.reject(new ToolError('rate_limited', 'secret text'))],
  ['never ends', (signal: AbortSignal) => new Promise<never>((_, reject) => signal.addEventListener('abort', reject))],
])(
  'a read that %s holds up no question, which says so',
  async (_, read) => {
    const { ask } = bank(read);

    const { preview, confirmToken } = await ask({ name: 'New' });

    expect(preview).toContain('The present values could not be read');
    expect(preview).not.toContain('secret text');
    expect(confirmToken).toBeDefined();
  },
  20_000,
);

test.each(['invalid_input', 'not_found', 'conflict', 'not_configured', 'unauthenticated', 'unavailable'] as const)(
  'a read that finds %s asks nobody, whoever wrapped it, and shows no more than the role may see',
  async (code) => {
    const cause = new ToolError(code, 'The account DE89370400440532013000 is in the way');
    const { call, written } = bank(async () => Promise.reject(new Error('SDK failed', { cause })));

    await expect(call({ name: 'New' })).rejects.toMatchObject({ code, message: 'The account DE***3000 is in the way' });

    expect(written).toEqual([]);
  },
);

test('a yes is good for the same arguments and the same present values only', async () => {
  let name = 'Old';
  const { call, ask, written } = bank(async () => ({ name }));
  const { confirmToken: confirm_token = '' } = await ask({ name: 'New' });
  const { confirmToken: stale = '' } = await ask({ name: 'Newest' });

  await expect(call({ name: 'Other' }, { confirm_token })).rejects.toMatchObject({ code: 'approval_required' });
  await call({ name: 'New' }, { confirm_token });
  name = 'Newer';
  await expect(call({ name: 'Newest' }, { confirm_token: stale })).rejects.toMatchObject({ code: 'conflict' });

  expect(written).toEqual([{ name: 'New' }]);
});

test('a yes holds where what was shown cannot be read again, or was not read at all', async () => {
  let isBusy = false;
  const { call, ask, written } = bank(async () =>
    isBusy ? Promise.reject(new ToolError('rate_limited', 'busy')) : { name: 'Old' },
  );
  const { confirmToken: shown = '' } = await ask({ name: 'New' });
  isBusy = true;
  const { confirmToken: unread = '' } = await ask({ name: 'Newer' });

  await call({ name: 'New' }, { confirm_token: shown });
  isBusy = false;
  await call({ name: 'Newer' }, { confirm_token: unread });

  expect(written).toEqual([{ name: 'New' }, { name: 'Newer' }]);
});

test('the read is a read of the call: it has its signal and is counted in its audit record, with digests of the change', async () => {
  const seen: unknown[] = [];
  const { ask, records } = bank(async () => {
    const call = currentCall.getStore();
    seen.push([call?.effect, call?.idempotencyKey]);
    if (call) call.upstream.attempts += 1;
    return { name: 'Ann Old' };
  });

  await ask({ name: 'Ann New' });

  expect(seen).toEqual([['read', undefined]]);
  const outcome = records.find(({ event }) => event === 'tool.outcome');
  expect(outcome).toMatchObject({
    upstream: { attempts: 1 },
    change: { fields: ['name'], before_digest: expect.stringMatching(/^\w{20,}/), after_digest: expect.any(String) },
  });
  expect(JSON.stringify(records)).not.toContain('Ann');
});

test('a role that may not read what the tool tells does not learn it from the question', async () => {
  let reads = 0;
  const call = writeCall();
  call.action.change = {
    fields: Fields,
    read: async () => {
      reads += 1;
      return { before: { name: 'Old' }, after: { name: 'New' } };
    },
  };

  const hidden = await createPresentValues(() => ({ isCleared: () => false }))(call);
  const told = await createPresentValues(() => ({ isCleared: () => true }))(call);

  expect([hidden, told]).toEqual([undefined, { change: { before: { name: 'Old' }, after: { name: 'New' } } }]);
  expect(reads).toBe(1);
});

test('what differs in nothing is not shown', async () => {
  const { ask } = bank(async () => ({ name: 'Same' }));

  expect((await ask({ name: 'Same' })).preview).toContain('nothing would change');
});
