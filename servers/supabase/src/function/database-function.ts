import { hasReason, ToolError, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { checkExact } from '../exact-number.ts';
import { readAnswer } from '../row/read-rows.ts';
import { namesHelp } from '../schema/column-check.ts';
import { argumentsText } from '../schema/table-description.ts';
import { checkArguments } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';

export const WireAnswer = z.object({ data: z.unknown() });

/**
 * Holds a call to what the project tells of the function: whether it is known to take such arguments, its signature where it takes
 * others, or else whether it only reads.
 */
export async function checkFunction(
  api: Supabase,
  name: string,
  args: Record<string, unknown>,
): Promise<{ isKnown: boolean; signature?: string; readsOnly?: boolean }> {
  checkExact(args, 'args');
  const functions = (await api.describe((schema) => schema.functions.has(name), 'throw'))?.functions;
  if (!functions) return { isKnown: false };
  const known = functions.get(name);
  if (!known) {
    throw new ToolError(
      'not_found',
      `No function ${name} that these credentials can see; ${namesHelp(name, functions.keys())}.`,
    );
  }
  const { args: takes, readsOnly } = known;
  // An argument without a name is the whole body.
  if (Object.hasOwn(takes, '')) return { isKnown: true, readsOnly };
  const isComplete = Object.entries(takes).every(([each, { isOptional }]) => isOptional || Object.hasOwn(args, each));
  if (!isComplete || !Object.keys(args).every((each) => Object.hasOwn(takes, each)))
    return { isKnown: false, signature: `${name} takes ${argumentsText(takes) || 'no arguments'}` };
  checkArguments(takes, args);
  return { isKnown: true, readsOnly };
}

/** Says of arguments that no function of the name takes which ones it does take, where that is known; nothing was run then. */
export async function withSignature<Result>(signature: string | undefined, work: () => Promise<Result>) {
  try {
    return await work();
  } catch (error) {
    throw signature && hasReason(error, 'other_arguments')
      ? wrongInput('args', `are of no function of this name; ${signature}`, 'Nothing was run.')
      : error;
  }
}

/** Parameters of a query that are no arguments of a function. */
const reserved = /^(?:select|columns|on_conflict|order|limit|offset|and|or)$|\./;

/**
 * Throws `not_found` where the project has no function that takes arguments of these names: of several with one name it describes but
 * one, and some projects describe none. Of a call whose plan is asked for nothing is run, and by GET nothing could be written. Most projects make no plans and refuse,
 * but look for the function before that:
 * https://docs.postgrest.org/en/v14/references/observability.html#execution-plan
 */
export async function findFunction(api: Supabase, name: string, args: Record<string, unknown>): Promise<void> {
  const names = Object.keys(args);
  if (names.some((each) => reserved.test(each))) return;
  const client = await api.client();
  // Without values, of which none is read as a filter.
  const empty = Object.fromEntries(names.map((each) => [each, '']));
  try {
    await readAnswer(WireAnswer, client.rpc(name, empty, { get: true }).explain().throwOnError());
  } catch (error) {
    if (error instanceof ToolError && error.code === 'not_found') throw error;
  }
}
