import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { surfaceOf } from '../../src/define/surface.ts';
import { LineWriter } from '../../src/serve/lines/line-writer.ts';
import { createStdioTransport } from '../../src/serve/lines/stdio-transport.ts';
import { mcpFaceOf } from '../../src/serve/mcp/mcp-face.ts';
import { createResourceChanges } from '../../src/serve/mcp/resource-changes.ts';
import { serveMcp } from '../../src/serve/mcp/serve-mcp.ts';
import { postOffice } from '../pipeline/harness.ts';

type Message = Record<string, unknown>;

/** A client before 2026-07-28 that writes lines as it likes, at a server of letters. */
async function connect({
  capabilities = { elicitation: {} },
  envelope,
}: {
  capabilities?: object;
  envelope?: object;
} = {}) {
  const { server, runtime, letters, records } = postOffice();
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const surface = surfaceOf(server);
  const options = {
    face: mcpFaceOf('1.0.0', surface),
    changes: createResourceChanges(),
    load: async () => ({ server, runtime }),
  };
  const connection = serveMcp(createStdioTransport({ stdin, writer: new LineWriter(stdout) }), options, () => {});
  onTestFinished(() => connection.close());
  const lines = stdout.setEncoding('utf8').iterator({ destroyOnReturn: false });
  const waiting: Message[] = [];
  const send = (line: string | Message) => stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  const next = async (): Promise<Message> => {
    while (waiting.length === 0) {
      const chunk: string = (await lines.next()).value;
      waiting.push(
        ...chunk
          .trimEnd()
          .split('\n')
          .map((line): Message => JSON.parse(line)),
      );
    }
    return waiting.shift() ?? {};
  };
  const clientInfo = { name: 'raw', version: '1' };
  const params = { protocolVersion: '2025-11-25', capabilities, clientInfo };
  send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  await next();
  send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const call = { name: 'send_letter', arguments: { text: 'hello' }, ...(envelope && { _meta: envelope }) };
  send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: call });
  const question = await next();
  return { letters, records, send, next, question };
}

/** What the call answers once the question got this line. */
async function answerAfter(lineFor: (id: string) => string) {
  const { letters, send, next, question } = await connect();
  expect(question.method).toBe('elicitation/create');
  send(lineFor(JSON.stringify(question.id)));
  const { id, result } = await next();
  const { error } = Object(Object(result).structuredContent);
  return { id, code: error?.code, message: error?.message, sent: letters.reached };
}

test.each([
  ['an accepted form', '"result":{"action":"accept","content":{"confirm":true}}'],
  ['an accepted form without its box', '"result":{"action":"accept"}'],
])('%s is a yes', async (_, reply) => {
  const outcome = await answerAfter((id) => `{"jsonrpc":"2.0","id":${id},${reply}}`);

  expect(outcome).toEqual({ id: 2, sent: ['send'] });
});

test.each([
  ['a cleared box', '"result":{"action":"accept","content":{"confirm":false}}'],
  ['a no', '"result":{"action":"decline"}'],
])('%s is a no', async (_, reply) => {
  const outcome = await answerAfter((id) => `{"jsonrpc":"2.0","id":${id},${reply}}`);

  expect(outcome).toMatchObject({ id: 2, code: 'approval_declined', sent: [] });
});

test.each([
  ['a closed form', '"result":{"action":"cancel"}'],
  ['a box with a text', '"result":{"action":"accept","content":{"confirm":"false"}}'],
  ['a box with nothing', '"result":{"action":"accept","content":{"confirm":null}}'],
  ['a box with a record', '"result":{"action":"accept","content":{"confirm":{"a":1}}}'],
  ['a form that is a text', '"result":{"action":"accept","content":"yes"}'],
  ['another word', '"result":{"action":"maybe"}'],
  ['no word', '"result":{}'],
  ['an error', '"error":{"code":-1,"message":"CANARY"}'],
  ['an error that is a text', '"error":"CANARY"'],
  ['a result with an error', '"result":{"action":"accept"},"error":{"code":1,"message":"CANARY"}'],
  ['a key twice', '"result":{"action":"accept","action":"accept"}'],
])('%s is no answer: nothing is done, and the model learns how it can be', async (_, reply) => {
  const outcome = await answerAfter((id) => `{"jsonrpc":"2.0","id":${id},${reply}}`);

  expect(outcome).toMatchObject({ id: 2, code: 'approval_required', sent: [] });
  expect(outcome.message).toMatch(/Nothing was changed.*confirm_token/);
  expect(JSON.stringify(outcome)).not.toContain('CANARY');
});

test('a yes after the call was cancelled does nothing, and the call is not made again for want of an answer', async () => {
  const { letters, records, send, next, question } = await connect();

  send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
  expect(await next()).toMatchObject({ method: 'notifications/cancelled', params: { requestId: question.id } });
  send({ jsonrpc: '2.0', id: Number(question.id), result: { action: 'accept' } });
  send({ jsonrpc: '2.0', id: 3, method: 'ping' });

  expect(await next()).toEqual({ jsonrpc: '2.0', id: 3, result: {} });
  expect(letters.reached).toEqual([]);
  expect(records.map(({ event, status }) => [event, status])).toEqual([
    ['tool.intent', undefined],
    ['tool.outcome', 'asked'],
  ]);
});

test('what one request says of its client counts for nothing before 2026-07-28: who said at the beginning that nobody can be asked gets a preview', async () => {
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  };

  const { question: answer } = await connect({ capabilities: {}, envelope });

  expect(answer).toMatchObject({ id: 2, result: { structuredContent: { error: { code: 'approval_required' } } } });
  expect(JSON.stringify(answer)).toContain('confirm_token');
});

test.each([
  ['says nothing more', {}],
  ['names forms', { form: {}, url: {} }],
  ['says how it checks a form', { schemaValidation: true }],
])('a client before 2026-07-28 that can ask and %s is sent a form', async (_, elicitation) => {
  const { question } = await connect({ capabilities: { elicitation } });

  expect(question).toMatchObject({ method: 'elicitation/create' });
});

test('a client that can only open addresses is sent no form', async () => {
  const { question: answer } = await connect({ capabilities: { elicitation: { url: {} } } });

  expect(answer).toMatchObject({ id: 2, result: { structuredContent: { error: { code: 'approval_required' } } } });
});
