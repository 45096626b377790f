import assert from 'node:assert/strict';
import * as z from 'zod';
import { createBench, describeOutcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { resultOf } from './examples.ts';
import type { Guess, ServerTool, SimulatedVendor, Subject } from './subject.ts';

/** Who guesses at what is masked is asked in the same words whether the value is there or not. */
export function guessesSuite(subject: Subject): Suite {
  const { guesses, server } = subject;
  const hiding = server.tools.filter((tool) => tool.effect === 'update' && mayHide(tool)).map(({ name }) => name);
  const needed: Check = {
    title: 'a server that masks what it changes is tried with guesses',
    run: async () => assert.ok(guesses.length > 0, `its proof file has no \`guesses\`, for ${hiding.join(', ')}`),
  };
  const checks = guesses.map((guess): Check => {
    return {
      title: `${guess.tool} does not tell that a guess at a masked value is right`,
      run: () => assertSilent(subject, guess),
    };
  });
  return { title: 'guesses', checks: hiding.length > 0 ? [needed, ...checks] : checks };
}

/** Whether a class in which most callers see nothing is among those of what a tool changes. */
function mayHide({ change }: ServerTool): boolean {
  if (change === undefined) return false;
  const schema = z.toJSONSchema(change.fields, { io: 'output', unrepresentable: 'any' });
  return JSON.stringify(schema).includes('"restricted"');
}

async function assertSilent(subject: Subject, { tool, inputs }: Guess): Promise<void> {
  const vendor = subject.simulator();
  const [right, wrong] = inputs;
  const bench = createBench(subject, { vendor });
  resultOf(await bench.approve(tool, right), bench);

  const told = await questionOf(subject, vendor, { tool, inputs: [right, wrong] });
  const guessed = await questionOf(subject, vendor, { tool, inputs: [wrong, right] });

  assert.equal(told, guessed, `${tool} asks otherwise where the value that it is given is there already`);
}

/** The question on the first input, without the values in which it is unlike the other. */
async function questionOf(subject: Subject, vendor: SimulatedVendor, { tool, inputs }: Guess): Promise<string> {
  const [own, other] = inputs.map(leavesOf);
  const asked = await createBench(subject, { vendor }).call(tool, inputs[0]);
  assert.ok(asked.kind === 'question', `${tool} does not ask: ${describeOutcome(asked)}`);
  const values = own?.filter((value, index) => value !== other?.[index]) ?? [];
  return values.reduce((text, value) => text.replaceAll(value, 'GUESS'), asked.message);
}

function leavesOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)];
}
