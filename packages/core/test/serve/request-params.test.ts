import { isSpecType } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { parseMessageLine } from '../../src/serve/lines/json-line.ts';
import { createRandom } from './fixtures/random.ts';

test('requests with random parameters are taken exactly where the SDK takes them for its methods', () => {
  const random = createRandom(13);
  const texts = ['"a"', '"a"', '"a"', '7', 'null'];
  const objects = [
    '{}',
    '{"a":"b"}',
    '{"name":"a","value":"b"}',
    '{"name":"a","version":"1"}',
    '{"a":7}',
    '{"arguments":{"a":"b"}}',
    '{"arguments":{"a":7}}',
    '{"arguments":null}',
    '[]',
    '"{}"',
  ];
  const references = [
    '{"type":"ref/prompt","name":"a"}',
    '{"type":"ref/resource","uri":"a:b"}',
    '{"type":"ref/prompt"}',
  ];
  const methods = [
    { method: 'tools/call', names: ['name', 'arguments'], isTaken: isSpecType.CallToolRequest },
    { method: 'tools/list', names: ['cursor'], isTaken: isSpecType.ListToolsRequest },
    { method: 'resources/read', names: ['uri'], isTaken: isSpecType.ReadResourceRequest },
    { method: 'resources/subscribe', names: ['uri'], isTaken: isSpecType.SubscribeRequest },
    { method: 'resources/unsubscribe', names: ['uri'], isTaken: isSpecType.UnsubscribeRequest },
    { method: 'prompts/get', names: ['name', 'arguments'], isTaken: isSpecType.GetPromptRequest },
    { method: 'completion/complete', names: ['ref', 'argument', 'context'], isTaken: isSpecType.CompleteRequest },
    {
      method: 'initialize',
      names: ['protocolVersion', 'capabilities', 'clientInfo'],
      isTaken: isSpecType.InitializeRequest,
    },
  ];
  let taken = 0;
  for (let round = 0; round < 5000; round += 1) {
    const { method, names, isTaken } = random.pick(methods);
    const members = names.filter(() => random.below(8) > 0);
    const params = members.map((name) => `"${name}":${random.pick(random.pick([texts, objects, references]))}`);
    const line = `{"jsonrpc":"2.0","id":1,"method":"${method}","params":{${params.join(',')}}}`;
    const parsed = parseMessageLine(line);

    expect(parsed.kind === 'message', line).toBe(isTaken(JSON.parse(line)));
    taken += parsed.kind === 'message' ? 1 : 0;
  }
  expect(taken).toBeGreaterThan(300);
});

const envelopeOf = (version: string) => `"_meta":{"io.modelcontextprotocol/protocolVersion":"${version}"}`;
const requestIn = (version: string, method: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"${method}","params":{${envelopeOf(version)}}}`;

test.each(['initialize', 'resources/subscribe', 'resources/unsubscribe'])(
  '%s, which 2026-07-28 no longer has, is left to the SDK in that version whatever its parameters',
  (method) => {
    expect(parseMessageLine(requestIn('2026-07-28', method)).kind).toBe('message');
    expect(parseMessageLine(requestIn('2025-11-25', method))).toMatchObject({ kind: 'reject', code: -32602 });
  },
);

test('wrong parameters are told in our own words in 2026-07-28 too', () => {
  expect(parseMessageLine(requestIn('2026-07-28', 'tools/call'))).toMatchObject({
    ...{ kind: 'reject', id: 1, code: -32602, message: expect.stringContaining('"params.name" of tools/call') },
  });
});

test('every request in a version that nobody knows is told the one that is known, as the SDK tells the first alone', () => {
  const data = { supported: ['2026-07-28'], requested: '1999-01-01' };
  const message = 'Unsupported protocol version: 1999-01-01';

  expect(parseMessageLine(requestIn('1999-01-01', 'tools/list'))).toEqual({
    ...{ kind: 'reject', id: 1, code: -32022, message, data },
  });
  expect(parseMessageLine(requestIn('9'.repeat(5000), 'tools/list'))).toMatchObject({
    data: { requested: '9'.repeat(40) },
  });
});
