import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { checkExact } from '../exact-number.ts';
import { readAnswer } from '../row/read-rows.ts';
import { namesHelp } from '../schema/column-check.ts';
import { argumentsText } from '../schema/table-description.ts';
import { checkArguments } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';

export const WireAnswer = z.object({ data: z.unknown() });

/** Holds a call to what the project tells of the function: of several with one name it describes but one. */
export async function checkFunction(api: Supabase, name: string, args: Record<string, unknown>) {
  checkExact(args, 'args');
  const functions = (await api.describe((schema) => schema.functions.has(name), 'throw'))?.functions;
  if (!functions) return { isFitting: false };
  const known = functions.get(name);
  if (!known) {
    throw new ToolError(
      'not_found',
      `No function ${name} that these credentials can see; ${namesHelp(name, functions.keys())}.`,
    );
  }
  const { args: takes, readsOnly } = known;
  const isComplete = Object.entries(takes).every(([each, { isOptional }]) => isOptional || Object.hasOwn(args, each));
  if (!isComplete || !Object.keys(args).every((each) => Object.hasOwn(takes, each)))
    return { isFitting: false, signature: `${name} takes ${argumentsText(takes) || 'no arguments'}.` };
  checkArguments(takes, args);
  return { isFitting: true, readsOnly };
}

/**
 * Throws `not_found` where the project has no function that takes these arguments. Of a call whose plan is asked for nothing is run; most
 * projects make no plans and refuse, but look for the function before that:
 * https://docs.postgrest.org/en/v14/references/observability.html#execution-plan
 */
export async function findFunction(api: Supabase, name: string, args: Record<string, unknown>): Promise<void> {
  const client = await api.client();
  try {
    await readAnswer(WireAnswer, client.rpc(name, args).explain().throwOnError());
  } catch (error) {
    if (error instanceof ToolError && error.code === 'not_found') throw error;
  }
}
