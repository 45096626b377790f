import assert from 'node:assert/strict';
import { type Bench, codeOf, createBench, describeOutcome, isUnsafe, type Outcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { assertUntouched, resultOf } from './examples.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { assertOnlyRead, lookUpsOf } from './look-ups.ts';
import { firstExample, type ServerTool, type SimulatedVendor, type Subject, writesOf } from './subject.ts';
import { assertNamed } from './tool-names.ts';
import { toolRequests } from './trial.ts';

/** Writes are done after a person's yes to exactly these arguments, once, and not otherwise. */
export function approvalsSuite(subject: Subject): Suite {
  const checks = writesOf(subject).flatMap(({ tool }): Check[] => [
    undoCheck(subject, tool),
    ...presentChecks(tool),
    {
      title: `${tool.name} does nothing after a no or without an answer`,
      run: () => withIdleVendor(subject, (vendor) => assertNeedsYes(subject, createBench(subject, { vendor }), tool)),
    },
    {
      title: `${tool.name} does nothing on a confirmation that was changed, invented or given for something else`,
      run: () => withIdleVendor(subject, (vendor) => assertRefusesForgeries(subject, vendor, tool)),
    },
    {
      title: `${tool.name} is done by a confirm_token once, and not a second time`,
      run: () => assertSingleUse(subject, tool),
    },
    {
      title: `${tool.name} is done by a yes once, and not a second time`,
      async run() {
        const bench = createBench(subject);
        const approvalReply = { state: await stateOf(bench, tool), action: 'accept' } as const;
        resultOf(await bench.call(tool.name, firstExample(tool), { approvalReply }), bench);
        await assertWrittenOnce(subject, bench, tool);
        bench.simulator.clearRequests();

        const again = await bench.call(tool.name, firstExample(tool), { approvalReply });

        assert.equal(codeOf(again), 'approval_required', describeOutcome(again));
        assertUntouched(bench);
      },
    },
  ]);
  return { title: 'approvals', checks };
}

/** Who is asked reads whether and how the write is taken back. */
function undoCheck({ surface }: Subject, tool: ServerTool): Check {
  return {
    title: `${tool.name} says how it is undone`,
    async run() {
      for (const { input } of tool.examples) {
        const undo = tool.undo?.(tool.input.parse(input)).trim();
        assert.ok(undo, `${lacking(tool, 'undo')}: name the tool that takes it back, or 'not possible'`);
        assertNamed(undo, surface, tool.name);
      }
    },
  };
}

/** Who is asked to change or delete something sees what it is now; a creation or a message has nothing before it. */
function presentChecks(tool: ServerTool): Check[] {
  if (tool.effect !== 'update' && tool.effect !== 'delete') return [];
  return [
    {
      title: `${tool.name} reads what it would change for the question`,
      run: async () =>
        assert.ok(tool.change, `${lacking(tool, 'change')}: read what is there now, and name what will be`),
    },
  ];
}

function lacking({ name, effect }: ServerTool, part: string): string {
  return `${name} has the effect ${effect} and no \`${part}\``;
}

async function assertNeedsYes(subject: Subject, bench: Bench, tool: ServerTool): Promise<void> {
  for (const [action, code] of [
    ['decline', 'approval_declined'],
    ['cancel', 'approval_required'],
  ] as const) {
    const state = await stateOf(bench, tool);
    const outcome = await bench.call(tool.name, firstExample(tool), { approvalReply: { state, action } });
    assert.equal(codeOf(outcome), code, describeOutcome(outcome));
  }
  await assertOnlyRead(subject, bench, tool);
}

async function assertRefusesForgeries(subject: Subject, vendor: SimulatedVendor, tool: ServerTool): Promise<void> {
  const bench = createBench(subject, { vendor });
  const input = firstExample(tool);
  const token = await tokenOf(bench, tool, input);
  const state = await stateOf(bench, tool);
  const stranger = await tokenOf(createBench(subject, { vendor }), tool, input);
  const answers: [string, Outcome][] = [
    ['a changed token', await useToken(bench, tool, input, altered(token))],
    ['an invented token', await useToken(bench, tool, input, 'yes')],
    ['the token of another process', await useToken(bench, tool, input, stranger)],
    ['a question used as a token', await useToken(bench, tool, input, state.slice(0, 500))],
    ['a changed question', await answer(bench, tool, input, altered(state))],
    ['a token used as a question', await answer(bench, tool, input, token)],
  ];
  const other = otherInput(tool);
  if (other) {
    answers.push(['a token for other arguments', await useToken(bench, tool, other, token)]);
    answers.push(['a yes to other arguments', await answer(bench, tool, other, state)]);
  }
  for (const [what, outcome] of answers) {
    assert.equal(codeOf(outcome), 'approval_required', `${tool.name} with ${what}: ${describeOutcome(outcome)}`);
  }
  await assertOnlyRead(subject, bench, tool);
}

async function assertSingleUse(subject: Subject, tool: ServerTool): Promise<void> {
  const bench = createBench(subject);
  const input = firstExample(tool);
  const before = bench.simulator.digest();
  const token = await tokenOf(bench, tool, input);

  const done = await useToken(bench, tool, input, token);

  resultOf(done, bench);
  assert.notEqual(bench.simulator.digest(), before, `${tool.name} changed nothing after its confirmation`);
  bench.simulator.clearRequests();

  const again = await useToken(bench, tool, input, token);

  assert.equal(codeOf(again), 'approval_required', describeOutcome(again));
  assertUntouched(bench);
}

/** What is sent twice is done twice, and the yes was to one. */
async function assertWrittenOnce(subject: Subject, { simulator }: Bench, tool: ServerTool): Promise<void> {
  const lookUps = await lookUpsOf(subject, tool);
  const writes = toolRequests(simulator).filter((request) => isUnsafe(request) && !lookUps.has(request.path));
  const sent = writes.map(({ method, path, query, body }) => JSON.stringify([method, path, query, body]));
  const twice = writes.filter((_, index) => sent.indexOf(sent[index] ?? '') !== index);
  assert.deepEqual(
    twice.map(({ method, path }) => `${method} ${path}`),
    [],
    `${tool.name} sends a write twice`,
  );
}

async function stateOf(bench: Bench, tool: ServerTool): Promise<string> {
  const asked = await bench.call(tool.name, firstExample(tool));
  assert.ok(asked.kind === 'question', `${tool.name} does not ask: ${describeOutcome(asked)}`);
  return asked.state;
}

async function tokenOf(bench: Bench, tool: ServerTool, input: Record<string, unknown>): Promise<string> {
  const told = await bench.call(tool.name, input, { canAsk: false });
  const token = told.kind === 'error' ? told.error.details.confirmToken : undefined;
  assert.ok(token, `${tool.name} gives no confirm_token: ${describeOutcome(told)}`);
  return token;
}

function useToken(bench: Bench, tool: ServerTool, input: Record<string, unknown>, token: string): Promise<Outcome> {
  return bench.call(tool.name, { ...input, confirm_token: token }, { canAsk: false });
}

function answer(bench: Bench, tool: ServerTool, input: Record<string, unknown>, state: string): Promise<Outcome> {
  return bench.call(tool.name, input, { approvalReply: { state, action: 'accept' } });
}

/** The same text with one letter in its middle changed. */
function altered(text: string): string {
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}

/** Other arguments that the tool takes just as well: another example, or the first with one text changed. */
function otherInput(tool: ServerTool): Record<string, unknown> | undefined {
  const first = firstExample(tool);
  const candidates = Object.entries(first).flatMap(([name, value]) => {
    if (typeof value === 'string')
      return [
        { ...first, [name]: `${value}9` },
        { ...first, [name]: value.slice(0, -1) },
      ];
    return typeof value === 'number' ? [{ ...first, [name]: value + 1 }] : [];
  });
  const others = [...tool.examples.slice(1).map((example) => ({ ...example.input })), ...candidates];
  return others.find((input) => tool.input.strict().safeParse(input).success);
}
