import assert from 'node:assert/strict';
import { isWrite, type SurfaceTool } from '@bizmcp/core';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import type { LoggedRequest } from '../simulator/index.ts';
import { type Bench, createBench, describeOutcome, describeRequests, type Outcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { withUnchangedVendor } from './idle-vendor.ts';
import { isRecord, throughJson, withoutMoments } from './json.ts';
import { assertOnlyRead } from './look-ups.ts';
import { firstExample, type ServerTool, type Subject, secretSettings, toolsOf } from './subject.ts';

const mostCharacters = 40_000;
const validator = new AjvJsonSchemaValidator();

type Example = ServerTool['examples'][number];

/** The answers to examples so far, so that the second look at one costs one run more and not two. */
type Answers = Map<Example, Record<string, unknown>>;

/** Every example of every tool is run; the vendor's state changes exactly when the effect says so. */
export function examplesSuite(subject: Subject): Suite {
  const answers: Answers = new Map();
  const checks = toolsOf(subject).flatMap(({ tool, face }): Check[] => [
    ...tool.examples.map((example) => ({
      title: `${tool.name} answers its example "${example.title}" and has the effect it declares`,
      async run() {
        answers.set(example, await (isWrite(tool.effect) ? runWrite : runRead)(subject, tool, face, example.input));
      },
    })),
    {
      title: `${tool.name} gives the same answer to its examples on a vendor in the same state`,
      run: () => assertSame(subject, tool, answers),
    },
    ...againChecks(subject, tool, face),
  ]);
  return {
    title: 'examples',
    checks: [...checks, healthCheck(subject), simulatorCheck(subject), credentialCheck(subject)],
  };
}

/** The vendor of the second answer is never that of the first: both were made alike. */
async function assertSame(subject: Subject, tool: ServerTool, answers: Answers): Promise<void> {
  const shared = createBench(subject);
  for (const example of tool.examples) {
    const { title, input } = example;
    const earlier = createBench(subject);
    const first = answers.get(example) ?? resultOf(await earlier.approve(tool.name, input), earlier);
    const bench = isWrite(tool.effect) ? createBench(subject) : shared;
    const second = resultOf(await bench.approve(tool.name, input), bench);
    const message = `the example "${title}" is answered differently the second time`;
    assert.deepEqual(withoutMoments(second), withoutMoments(first), message);
  }
}

async function runRead(
  subject: Subject,
  tool: ServerTool,
  face: SurfaceTool,
  input: unknown,
): Promise<Record<string, unknown>> {
  let answer: Record<string, unknown> = {};
  await withUnchangedVendor(subject, `${tool.name} is a read and changed something at the vendor`, async (vendor) => {
    const bench = createBench(subject, { vendor });
    answer = resultOf(await bench.call(tool.name, input), bench);
    assertFits(face, answer);
  });
  return answer;
}

async function runWrite(
  subject: Subject,
  tool: ServerTool,
  face: SurfaceTool,
  input: unknown,
): Promise<Record<string, unknown>> {
  const bench = createBench(subject);
  const { simulator } = bench;
  const before = simulator.digest();

  const asked = await bench.call(tool.name, input);
  const told = await bench.call(tool.name, input, { canAsk: false });

  assert.ok(
    asked.kind === 'question',
    `${tool.name} did not ask first: ${describeOutcome(asked)}${reasonOf(asked, bench)}`,
  );
  assertAsksForToken(tool, told);
  await assertOnlyRead(subject, bench, tool);

  const answer = resultOf(await bench.approve(tool.name, input), bench);

  assertFits(face, answer);
  assert.notEqual(simulator.digest(), before, `${tool.name} is a ${tool.effect} and changed nothing at the vendor`);
  return answer;
}

/** What is called idempotent is sent again after a failure, with or without a key of the vendor's, and clients repeat it too. */
function againChecks(subject: Subject, tool: ServerTool, face: SurfaceTool): Check[] {
  if (!isWrite(tool.effect) || !face.annotations.idempotentHint) return [];
  return [
    {
      title: `${tool.name} done twice leaves the vendor as done once`,
      run: () => inOneMoment(() => assertDoneOnce(subject, tool)),
    },
  ];
}

async function assertDoneOnce(subject: Subject, tool: ServerTool): Promise<void> {
  const bench = createBench(subject);
  const input = firstExample(tool);
  resultOf(await bench.approve(tool.name, input), bench);
  const once = bench.simulator.digest();

  await bench.approve(tool.name, input);

  const advice = 'say `idempotent: false`, or of a create nothing';
  assert.equal(bench.simulator.digest(), once, `${tool.name} does more the second time: ${advice}`);
}

/** A vendor notes when something was written last. */
async function inOneMoment(run: () => Promise<void>): Promise<void> {
  const { now } = Date;
  const moment = now();
  Date.now = () => moment;
  await run().finally(() => {
    Date.now = now;
  });
}

function assertAsksForToken(tool: ServerTool, told: Outcome): void {
  assert.ok(told.kind === 'error' && told.error.code === 'approval_required', describeOutcome(told));
  const { preview = '', confirmToken } = told.error.details;
  assert.ok(confirmToken, `${tool.name} gives no confirm_token to a client that cannot ask`);
  assert.ok(preview.includes(tool.name), `the preview of ${tool.name} does not say what would be done`);
}

/** Fails when a request reached the vendor. Without one its state is what it was. */
export function assertUntouched({ simulator }: Bench): void {
  const sent = simulator.requests.map((request) => `${request.method} ${request.path}`);
  assert.deepEqual(sent, [], 'a request reached the vendor before the call was allowed');
}

/** The value of an answer; fails for a question or an error, and tells what the bench's vendor was asked. */
export function resultOf(outcome: Outcome, bench?: Bench): Record<string, unknown> {
  assert.ok(outcome.kind === 'result', `no result: ${describeOutcome(outcome)}${reasonOf(outcome, bench)}`);
  assert.ok(isRecord(outcome.value), 'the answer is not an object');
  return outcome.value;
}

/** What its author needs to know and a client is not told. */
function reasonOf(outcome: Outcome, bench: Bench | undefined): string {
  if (outcome.kind !== 'error') return '';
  if (outcome.error.code === 'internal') return `; it was ${outcome.error.cause}`;
  return bench ? `; ${describeRequests(bench)}` : '';
}

/** Holds an answer against the schema that clients are shown, with the validator that clients use. */
export function assertFits(face: SurfaceTool, value: unknown): void {
  const sent = throughJson(value);
  const { length } = JSON.stringify(sent);
  assert.ok(length <= mostCharacters, `${face.name} answers with ${length} characters`);
  const result = validator.getValidator(face.outputSchema)(sent);
  assert.ok(result.valid, `${face.name} does not keep to its output schema: ${result.errorMessage}`);
}

function healthCheck(subject: Subject): Check {
  return {
    title: 'health_check finds a working vendor healthy and changes nothing',
    async run() {
      const bench = createBench(subject);
      const before = bench.simulator.digest();

      const health = resultOf(await bench.call('health_check', {}));

      assert.equal(health.status, 'healthy', JSON.stringify(health));
      assert.ok(isRecord(health.checks) && 'upstream' in health.checks && 'credentials' in health.checks);
      assert.equal(bench.simulator.digest(), before);
      assert.ok(bench.simulator.requests.length > 0, 'it calls a vendor healthy that it did not ask');
    },
  };
}

/** What says yes to everything proves nothing of the tools that ask it. */
function simulatorCheck(subject: Subject): Check {
  return {
    title: 'the simulator refuses a request without its credential, and a path that the vendor does not have',
    async run() {
      const vendor = subject.simulator();
      const bench = createBench(subject, { vendor });
      resultOf(await bench.call('health_check', {}));
      const asked = bench.simulator.requests.at(-1);
      const unknown = await bench.simulator.fetch('https://simulator.example/a/path/that/is/not/there');
      const secrets = secretSettings(subject).flatMap((name) => vendor.settings[name] ?? []);
      const bare = asked && secrets.length > 0 ? await sendBare(bench, asked, secrets) : unknown;

      const advice = 'refuse it in `around`, as the vendor does';
      assert.ok(bare.status >= 400, `the simulator answers ${bare.status} to a request without credential: ${advice}`);
      const found = `the simulator answers ${unknown.status} to a path that it does not have`;
      assert.ok(unknown.status >= 400, `${found}: let its \`refuse\` give the vendor's 404`);
    },
  };
}

/** Only a secret is taken out of answers, errors and logs. */
function credentialCheck(subject: Subject): Check {
  return {
    title: 'each setting that the vendor is sent to let us in is a secret',
    async run() {
      const vendor = subject.simulator();
      const bench = createBench(subject, { vendor });
      resultOf(await bench.call('health_check', {}));
      const secrets = secretSettings(subject);
      for (const [name, value] of Object.entries(vendor.settings)) {
        if (secrets.includes(name)) continue;
        const isSent = bench.simulator.requests.some(({ headers }) => headers.authorization?.includes(value));
        assert.ok(!isSent, `${name} is sent as the authorization: mark it with .meta({ secret: true })`);
      }
    },
  };
}

/** Sends a request again without its headers, and without whatever is secret in its query. */
function sendBare({ simulator }: Bench, request: LoggedRequest, secrets: readonly string[]): Promise<Response> {
  const { method, path, query, body } = request;
  const parameters = Object.entries(query).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const open = parameters.filter(([, value]) => !secrets.includes(value));
  const url = `https://simulator.example${path}?${new URLSearchParams(open)}`;
  return simulator.fetch(url, { method, ...(body !== '' && { body }) });
}
