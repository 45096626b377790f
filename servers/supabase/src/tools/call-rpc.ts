import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkMaskedArguments } from '../filter/masked-columns.ts';
import { checkFunction, findFunction, WireAnswer, withSignature } from '../function/database-function.ts';
import { functionAnswer } from '../function/function-answer.ts';
import { mostRows, readAnswer } from '../row/read-rows.ts';
import { Json, Row, TableName } from '../row/row.ts';

const readingChange = {
  before: {},
  after: { 'changes nothing': 'the project runs it where nothing can be written' },
  effect: 'read',
} as const;

const unknownChange = {
  before: {},
  after: { 'what it changes': 'only the function knows: it cannot be shown beforehand' },
};

const isFull = (data: unknown) => Array.isArray(data) && data.length === mostRows;

const mayBeMore = 'A project gives 1,000 rows at most as a rule, so there may be more; have the function give fewer.';

export const callRpc = defineTool({
  name: 'call_rpc',
  title: 'Call a database function',
  description: 'Calls a PostgreSQL function that describe_tables has.',
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
  undo: () => 'not known here, as the function alone knows what it does',
  change: {
    fields: Row,
    async read({ input: { function_name: name, args = {} }, api, isCleared }) {
      // Nobody is to be asked for a call that cannot be made.
      const { isKnown, readsOnly, signature } = await checkFunction(api, name, args);
      checkMaskedArguments(isCleared, args, readsOnly);
      if (!isKnown) await withSignature(signature, () => findFunction(api, name, args));
      return readsOnly ? readingChange : unknownChange;
    },
  },
  async handler({ input: { function_name: name, args = {} }, api, isCleared }) {
    const { signature, readsOnly } = await checkFunction(api, name, args);
    checkMaskedArguments(isCleared, args, readsOnly);
    const client = await api.client();
    const answer = client.rpc(name, args).throwOnError();
    const hint = 'Read with query_table what the function changes before you call it again.';
    const call = () => withLookUp(hint, () => readAnswer(WireAnswer, answer, 'write'));
    const { data } = await withSignature(signature, call);
    const { note = '', ...shown } = functionAnswer(name, data);
    const told = isFull(data) ? `${mayBeMore} ${note}`.trim() : note;
    return { ...shown, ...(told !== '' && { note: told }) };
  },
});
