import assert from 'node:assert/strict';
import { defaultPolicy, type Policy } from '@bizmcp/core';
import * as z from 'zod';
import { type Bench, type BenchOptions, codeOf, createBench, describeOutcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { assertUntouched, resultOf } from './examples.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { firstExample, readsOf, type ServerTool, type Subject, toolsOf } from './subject.ts';

/** A sentence that an unforeseen error might carry out of the process. */
const innards = 'INNARDS-of-the-server-5d1c';
const mostCharacters = 40_000;

const probe: ServerTool = {
  name: 'get_probe',
  title: 'Probe',
  description: 'Stands in for a tool of the server.',
  effect: 'read',
  data: 'internal',
  scopes: ['probe:read'],
  rateLimit: { calls: 1000, perSeconds: 60 },
  semantics: { entity: 'probe', workflow: 'contract' },
  input: z.object({}),
  output: z.object({}),
  examples: [{ title: 'Any', input: {} }],
  handler: async () => ({}),
};

/** The stages that no example shows at work, tried with a tool put among the server's own. */
export function stagesSuite(subject: Subject): Suite {
  const checks: Check[] = [
    { title: 'an error that nobody foresaw shows nothing of itself', run: () => hidesSurprises(subject) },
    { title: 'an answer that does not keep to its schema is not shown', run: () => checksOutput(subject) },
    { title: 'an answer that is too long is paged between its rows, or refused', run: () => capsSize(subject) },
    { title: 'a classified field is masked for a role that is not cleared for it', run: () => masks(subject) },
    {
      title: 'a read that may be answered from memory is not asked again, and a write always',
      run: () => caches(subject),
    },
    { title: 'each call leaves its intent before its work and its outcome after', run: () => audits(subject) },
    ...toolsOf(subject).map(({ tool }) => ({
      title: `${tool.name} is refused where the policy does not select it`,
      run: () => refusesUnselected(subject, tool),
    })),
  ];
  return { title: 'stages', checks };
}

async function probing(
  subject: Subject,
  tool: Partial<ServerTool>,
  use: (bench: Bench) => Promise<void>,
  options: BenchOptions = {},
): Promise<void> {
  const server = { ...subject.server, tools: [{ ...probe, ...tool }] };
  await withIdleVendor(subject, (vendor) => use(createBench({ ...subject, server }, { vendor, ...options })));
}

async function hidesSurprises(subject: Subject): Promise<void> {
  const handler = async () => {
    throw Object.assign(new TypeError(innards), { response: { body: innards } });
  };
  await probing(subject, { handler }, async (bench) => {
    const logged: string[] = [];
    const outcome = await withStderr(logged, () => bench.call('get_probe', {}).catch(String));
    assert.ok(!logged.join('').includes(innards), 'the text of an unforeseen error is logged');
    assert.ok(typeof outcome !== 'string', `an error escaped the pipeline: ${outcome}`);
    assert.equal(codeOf(outcome), 'internal', describeOutcome(outcome));
    assert.ok(!describeOutcome(outcome).includes(innards), 'the text of an unforeseen error is shown');
    assert.ok(
      !JSON.stringify(bench.records).includes(innards),
      'the text of an unforeseen error is in the audit trail',
    );
  });
}

/** Collects what is written to standard error meanwhile, which is meant for an operator and not for a test report. */
async function withStderr<Value>(logged: string[], run: () => Promise<Value>): Promise<Value> {
  const { write } = process.stderr;
  process.stderr.write = (chunk: string | Uint8Array) => logged.push(String(chunk)) > 0;
  try {
    return await run();
  } finally {
    process.stderr.write = write;
  }
}

async function checksOutput(subject: Subject): Promise<void> {
  const output = z.object({ total: z.number() });
  await probing(subject, { output, handler: async () => ({ total: innards }) }, async (bench) => {
    const outcome = await bench.call('get_probe', {});
    assert.equal(codeOf(outcome), 'bad_answer', describeOutcome(outcome));
    assert.ok(!describeOutcome(outcome).includes(innards));
  });
  await probing(subject, { output, handler: async () => ({ total: 1, internal_id: innards }) }, async (bench) => {
    assert.deepEqual(resultOf(await bench.call('get_probe', {})), { total: 1 });
  });
}

async function capsSize(subject: Subject): Promise<void> {
  const rows = Array.from({ length: 100 }, (_, index) => ({ id: index, text: 'x'.repeat(1000) }));
  const row = z.object({ id: z.number(), text: z.string() });
  const paged = {
    input: z.object({ cursor: z.string().optional() }),
    output: z.object({ rows: z.array(row), next_cursor: z.string().optional() }),
    handler: async () => ({ rows }),
  };
  await probing(subject, paged, async (bench) => {
    const ids: unknown[] = [];
    let cursor: unknown;
    do {
      const value = resultOf(await bench.call('get_probe', cursor === undefined ? {} : { cursor }));
      assert.ok(
        JSON.stringify(value).length <= mostCharacters,
        `an answer of ${JSON.stringify(value).length} characters`,
      );
      ids.push(
        ...z
          .array(row)
          .parse(value.rows)
          .map((each) => each.id),
      );
      cursor = value.next_cursor;
    } while (cursor !== undefined && ids.length < 200);
    assert.deepEqual(
      ids,
      rows.map((each) => each.id),
      'a row was lost or came twice between the pages',
    );
  });
  const whole = { output: z.object({ text: z.string() }), handler: async () => ({ text: 'x'.repeat(50_000) }) };
  await probing(subject, whole, async (bench) => {
    assert.equal(codeOf(await bench.call('get_probe', {})), 'too_large');
  });
}

async function masks(subject: Subject): Promise<void> {
  const account = 'DE89370400440532013000';
  const iban = z.string().meta({ class: 'restricted', pii: 'iban' });
  const output = z.object({ iban, rows: z.array(z.object({ iban, name: z.string() })) });
  const handler = async () => ({ iban: account, rows: [{ iban: account, name: 'Public' }] });
  const policy: Policy = {
    ...defaultPolicy,
    roles: { ...defaultPolicy.roles, owner: { scopes: ['*'], clearance: 'restricted' } },
  };
  await probing(subject, { output, handler }, async (bench) => {
    const value = resultOf(await bench.call('get_probe', {}));
    assert.ok(!JSON.stringify(value).includes('3704004405'), `an account number is shown: ${JSON.stringify(value)}`);
    assert.ok(JSON.stringify(value).includes('Public'), 'what is not classified is shown');
  });
  const options = { policy, role: 'owner' };
  await probing(
    subject,
    { output, handler },
    async (bench) => assert.equal(resultOf(await bench.call('get_probe', {})).iban, account),
    options,
  );
}

async function caches(subject: Subject): Promise<void> {
  let asked = 0;
  const handler = async () => {
    asked += 1;
    return { asked };
  };
  const remembered = { cacheSeconds: 60, output: z.object({ asked: z.number() }), handler };
  await probing(subject, remembered, async (bench) => {
    await bench.call('get_probe', {});
    assert.deepEqual(
      resultOf(await bench.call('get_probe', {})),
      { asked: 1 },
      'the second call was not answered from memory',
    );
  });
  await probing(subject, { ...remembered, effect: 'update', scopes: ['probe:write'] }, async (bench) => {
    await bench.approve('get_probe', {});
    await bench.approve('get_probe', {});
    assert.equal(asked, 3, 'a write was answered from memory');
  });
}

async function audits(subject: Subject): Promise<void> {
  let recordsAtWork = 0;
  let bench: Bench | undefined;
  const handler = async () => {
    recordsAtWork = bench?.records.length ?? 0;
    return {};
  };
  await probing(subject, { handler }, async (made) => {
    bench = made;
    await bench.call('get_probe', {});
    assert.equal(recordsAtWork, 1, 'the intent is not in the audit trail when the work begins');
    assert.equal(bench.records.length, 2, 'the outcome is not in the audit trail');
    const [intent, outcome] = bench.records;
    assert.equal(intent?.call, outcome?.call, 'intent and outcome are not of one call');
  });
}

async function refusesUnselected(subject: Subject, tool: ServerTool): Promise<void> {
  const others = readsOf(subject).filter((read) => read.tool.name !== tool.name);
  const policy: Policy = { ...defaultPolicy, tools: ['health_check', ...others.map((read) => read.tool.name)] };
  await withIdleVendor(subject, async (vendor) => {
    const bench = createBench(subject, { vendor, policy });
    const outcome = await bench.approve(tool.name, firstExample(tool));
    assert.equal(codeOf(outcome), 'forbidden', describeOutcome(outcome));
    assertUntouched(bench);
  });
}
