import { isSpecType } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { parseMessageLine } from '../../src/serve/json-line.ts';
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
