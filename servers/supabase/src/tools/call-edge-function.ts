import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkExact } from '../exact-number.ts';
import { functionAnswer } from '../function/function-answer.ts';
import { functionHeaders } from '../function/function-header.ts';
import { readAnswer } from '../row/read-rows.ts';
import { Json, Row } from '../row/row.ts';

const WireAnswer = z.object({ data: z.unknown(), response: z.instanceof(Response) });

export const callEdgeFunction = defineTool({
  name: 'call_edge_function',
  title: 'Call an edge function',
  description: 'Calls an Edge Function by POST, as the same user.',
  effect: 'update',
  foreignText: true,
  idempotent: false,
  data: 'confidential',
  scopes: ['functions:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'function', workflow: 'functions' },
  input: z.object({
    function_name: z
      .string()
      .regex(/^[A-Za-z][\w-]{0,99}$/, 'takes the name alone: letters, digits, _ and -')
      .describe('Function'),
    payload: z.record(z.string(), z.unknown()).optional().describe('Sent as JSON'),
    headers: z.record(z.string(), z.string().max(1000)).optional().describe('x-region, idempotency-key, ...'),
  }),
  output: z.object({
    status: z.number().describe('HTTP status'),
    data: Json.describe('Its answer: JSON, or text'),
    omitted: z.number().optional().describe('Rows or characters left out here for length'),
    note: z.string().optional().describe('Columns left out'),
  }),
  examples: [
    { title: 'Close what is solved', input: { function_name: 'close-solved', payload: { reason: 'month end' } } },
  ],
  undo: () => 'not known here, as the function alone knows what it does',
  change: {
    fields: Row,
    async read({ input, api }) {
      functionHeaders(input.headers ?? {}, api.functionHeaders);
      checkExact(input.payload, 'payload');
      return undefined;
    },
  },
  async handler({ input, api }) {
    const headers = functionHeaders(input.headers ?? {}, api.functionHeaders);
    checkExact(input.payload, 'payload');
    const client = await api.client();
    const invoked = client.functions
      .invoke(input.function_name, { body: input.payload ?? {}, headers })
      .then((answer) => {
        if (answer.error) throw answer.error;
        return answer;
      });
    const hint = 'Find out what the function did, with query_table or from the user, before you call it again.';
    const { data, response } = await withLookUp(hint, () => readAnswer(WireAnswer, invoked, 'write'));
    return { status: response.status, ...functionAnswer(input.function_name, await contentOf(data)) };
  },
});

/** The SDK gives a stream of events unread, and other bytes as they are. */
async function contentOf(data: unknown): Promise<unknown> {
  if (data instanceof Response) return data.text();
  return data instanceof Blob ? { content_type: data.type, size: data.size } : data;
}
