import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkExact } from '../exact-number.ts';
import { functionAnswer } from '../function/function-answer.ts';
import { readAnswer } from '../row/read-rows.ts';
import { Json, Row, TableName } from '../row/row.ts';
import { namesHelp } from '../schema/column-check.ts';
import { argumentsText } from '../schema/table-description.ts';
import { checkArguments } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';
import { withHint, withLookUp } from '../with-hint.ts';

export const callRpc = defineTool({
  name: 'call_rpc',
  title: 'Call a database function',
  description: 'Calls a PostgreSQL function. describe_tables has names and arguments.',
  effect: 'update',
  foreignText: true,
  idempotent: false,
  data: 'confidential',
  scopes: ['functions:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'function', workflow: 'database' },
  input: z.object({
    function_name: TableName.describe('Function'),
    args: z.record(z.string(), z.unknown()).optional().describe('Arguments by name'),
  }),
  output: z.object({
    data: Json.describe('What the function gave'),
    omitted: z.number().optional().describe('Rows, or characters of one value, left out here for length'),
    note: z.string().optional().describe('Columns left out'),
  }),
  examples: [{ title: 'Escalate a ticket', input: { function_name: 'escalate_ticket', args: { ticket_id: 3 } } }],
  change: {
    fields: Row,
    async read({ input, api }) {
      // What a function changes only it knows, but nobody is to be asked for a call that cannot be made.
      const signature = await checkFunction(api, input.function_name, input.args ?? {});
      if (signature === undefined) return undefined;
      return { before: {}, after: { 'may fail': `${signature} Of several of one name the project describes one.` } };
    },
  },
  async handler({ input: { function_name: name, args = {} }, api }) {
    const signature = await checkFunction(api, name, args);
    const client = await api.client();
    const answer = client.rpc(name, args).throwOnError();
    const hint = 'Read with query_table what the function changes before you call it again.';
    const call = () => withLookUp(hint, () => readAnswer(z.object({ data: z.unknown() }), answer, 'write'));
    const { data } = await (signature === undefined ? call() : withHint('not_found', signature, call));
    return functionAnswer(name, data);
  },
});

/** What the project tells of a function that takes other arguments: of several with one name it describes but one. */
async function checkFunction(api: Supabase, name: string, args: Record<string, unknown>): Promise<string | undefined> {
  checkExact(args, 'args');
  const functions = (await api.describe((schema) => schema.functions.has(name), 'throw'))?.functions;
  if (!functions) return undefined;
  const known = functions.get(name);
  if (!known) {
    throw new ToolError(
      'not_found',
      `No function ${name} that these credentials can see; ${namesHelp(name, functions.keys())}.`,
    );
  }
  const isComplete = Object.entries(known.args).every(
    ([each, { isOptional }]) => isOptional || Object.hasOwn(args, each),
  );
  if (isComplete && Object.keys(args).every((each) => Object.hasOwn(known.args, each))) {
    checkArguments(known.args, args);
    return undefined;
  }
  return `${name} takes ${argumentsText(known.args) || 'no arguments'}.`;
}
