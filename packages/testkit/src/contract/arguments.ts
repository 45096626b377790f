import assert from 'node:assert/strict';
import { isWrite } from '@bizmcp/core';
import * as z from 'zod';
import { codeOf, createBench, describeOutcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { isRecord, withoutMoments } from './json.ts';
import { rootFields } from './schema-field.ts';
import { firstExample, type ServerTool, type SimulatedVendor, type Subject, toolsOf } from './subject.ts';
import { tokenPaths, toolRequests } from './trial.ts';
import { unsafeMethods } from './vendor-faults.ts';

/** Texts of which each field takes those that fit it: words, a day, a number, a currency, an amount, an address, an identifier. */
const texts = [
  'zzz contract',
  '2026-10-05',
  '7',
  'ZZZ',
  '1.00',
  'zoe@private.example',
  '7d0c2f1e-5b7a-4c39-9d44-0a8e6f3b2c11',
];

/** Values to try, by the type of a field. */
const samples = new Map<unknown, readonly unknown[]>([
  ['string', texts],
  ['boolean', [true, false]],
  ['integer', [1, 3, 50, 400]],
  ['number', [0.9, 1, 50]],
]);

/** How a call may end that names a record which is not there; `ok` where one happens to be, or where it is made. */
const answersToAbsent = ['ok', 'not_found', 'invalid_input', 'conflict'];

type Input = Record<string, unknown>;

/** A call with an argument, and the same call without. */
interface Try {
  input: Input;
  without: Input;
}

/** What becomes of the arguments: each has an effect, and an id of nothing is no failure of the vendor. */
export function argumentsSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool }): Check[] => [
    {
      title: `${tool.name} makes use of each argument that it takes`,
      run: () => withIdleVendor(subject, (vendor) => assertAllUsed(subject, vendor, tool)),
    },
    {
      title: `${tool.name} tells a record that is not there from a vendor that fails`,
      run: () => assertTellsAbsent(subject, tool),
    },
  ]);
  return { title: 'arguments', checks };
}

async function assertAllUsed(subject: Subject, vendor: SimulatedVendor, tool: ServerTool): Promise<void> {
  // What a write asks for is mostly seen without its being done, which would take a vendor of its own for each look.
  for (const method of isWrite(tool.effect) ? unsafeMethods : []) {
    const fault = { kind: 'status', status: 400 } as const;
    vendor.simulator.inject({ fault, match: { method, except: tokenPaths }, times: Number.POSITIVE_INFINITY });
  }
  const seen = new Map<string, Promise<string>>();
  const look = (input: Input) => {
    const key = JSON.stringify(input);
    const effect = seen.get(key) ?? readEffect(subject, vendor, tool, input);
    seen.set(key, effect);
    return effect;
  };
  const doIt = (input: Input) => readEffect(subject, subject.simulator(), tool, input);
  for (const name of triedFields(tool)) {
    const tries = triesOf(tool, name);
    const isUsed = tries.length === 0 || (await isOneFelt(tries, look)) || (await isOneFelt(tries, doIt));
    const values = tries.map(({ input }) => JSON.stringify(input[name])).join(', ');
    assert.ok(isUsed, `${tool.name} does the same with ${name} (${values}) as without: pass it on, or drop it`);
  }
}

async function isOneFelt(tries: readonly Try[], effectOf: (input: Input) => Promise<string>): Promise<boolean> {
  for (const { input, without } of tries) if ((await effectOf(input)) !== (await effectOf(without))) return true;
  return false;
}

function fieldsOf(tool: ServerTool) {
  return rootFields(z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' }));
}

/** Cursor and limit are of a page, which the walk over pages tries. */
function triedFields(tool: ServerTool): string[] {
  return fieldsOf(tool).flatMap(([name, { type }]) =>
    samples.has(type) && name !== 'cursor' && name !== 'limit' ? [name] : [],
  );
}

/** Calls that have a field, beside the same calls without; none for a field that cannot be left out. */
function triesOf(tool: ServerTool, name: string): Try[] {
  const field = fieldsOf(tool).find(([each]) => each === name)?.[1];
  const choices = Array.isArray(field?.enum) ? field.enum : (samples.get(field?.type) ?? []);
  const isTaken = (input: object) => tool.input.strict().safeParse(input).success;
  return tool.examples.flatMap((example) => {
    const given: Input = { ...example.input };
    const { [name]: shown, ...without } = given;
    const values = shown === undefined ? choices : [shown, ...choices];
    const others = values.filter((value) => value !== field?.default);
    const inputs = others.map((value) => ({ ...without, [name]: value }));
    return isTaken(without) ? inputs.filter(isTaken).map((input) => ({ without, input })) : [];
  });
}

/** What a call asked of its vendor and how it ended, as one text. */
async function readEffect(subject: Subject, vendor: SimulatedVendor, tool: ServerTool, input: Input): Promise<string> {
  const bench = createBench(subject, { vendor, upstream: { attempts: 1 } });
  vendor.simulator.clearRequests();
  const outcome = await bench.approve(tool.name, input);
  const keys = bench.upstreams.map((way) => way.idempotencyParameter?.query ?? way.idempotencyHeader?.toLowerCase());
  const asked = toolRequests(vendor.simulator).map(({ method, path, query, headers, body }) => {
    const { authorization: _, ...told } = headers;
    const meant = Object.entries({ ...told, ...query }).filter(([name]) => !keys.includes(name));
    return JSON.stringify([method, path, meant, body]);
  });
  // Requests that are sent at once arrive in any order. A cursor names all arguments, those that are forgotten too.
  const answer = outcome.kind === 'result' ? withoutMoments(withoutCursor(outcome)) : '';
  return JSON.stringify([asked.sort(), codeOf(outcome), answer]);
}

function withoutCursor(answer: object & { value: unknown }): object {
  return isRecord(answer.value) ? { ...answer, value: { ...answer.value, next_cursor: undefined } } : answer;
}

async function assertTellsAbsent(subject: Subject, tool: ServerTool): Promise<void> {
  const example = firstExample(tool);
  for (const [name, id] of Object.entries(example)) {
    if (!/(^|_)id$/.test(name) || typeof id !== 'string') continue;
    for (const absent of absentIds(id)) {
      const input = { ...example, [name]: absent };
      if (!tool.input.strict().safeParse(input).success) continue;
      await withIdleVendor(subject, async (vendor) => {
        const outcome = await createBench(subject, { vendor }).approve(tool.name, input);
        const message = `${tool.name} with ${name} ${absent} answered ${describeOutcome(outcome)}`;
        assert.ok(answersToAbsent.includes(codeOf(outcome)), `${message}; expected not_found`);
      });
    }
  }
}

/** Ids of the same form that nothing is likely to have. */
function absentIds(id: string): string[] {
  const nines = id.replaceAll(/\d/g, '9').replaceAll(/[a-f]/g, 'e');
  return [nines, `99${nines}`];
}
