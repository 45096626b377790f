import { parseJSONRPCMessage } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { parseMessageLine, rejectLine } from '../../src/serve/lines/json-line.ts';
import { tooLong } from '../../src/serve/lines/rejection.ts';
import { costlyLines } from './fixtures/costly-lines.ts';
import { hostileLines } from './fixtures/hostile-lines.ts';
import { createRandom } from './fixtures/random.ts';

describe('a hostile line', () => {
  const textLines = hostileLines.filter(({ line }) => typeof line === 'string');

  it.each(textLines)('gets its defined answer: $title', ({ line, answer }) => {
    const parsed = parseMessageLine(String(line));

    if (answer) expect(parsed).toEqual({ kind: 'reject', ...answer });
    else expect(parsed.kind).toBe('ignore');
  });

  it('is one of at least 40 kinds', () => {
    expect(hostileLines.length).toBeGreaterThanOrEqual(40);
    expect(new Set(hostileLines.map(({ line }) => line.toString('latin1'))).size).toBe(hostileLines.length);
  });

  it('is never shown in its answer', () => {
    const secret = 'sk-CANARY-7';
    const lines = [secret, `{"${secret}":1,"${secret}":2}`, `{"jsonrpc":"${secret}","id":1,"method":"x"}`];

    const answers = lines.map((line) => JSON.stringify(parseMessageLine(line)));

    expect(answers.join()).not.toContain(secret);
  });

  it('leaves the prototype of all objects alone', () => {
    parseMessageLine('{"jsonrpc":"2.0","id":1,"method":"x","params":{"__proto__":{"polluted":1}}}');

    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('a good line', () => {
  it.each([
    ['a request', '{"jsonrpc":"2.0","id":1,"method":"ping"}'],
    ['a request with white space', ' { "jsonrpc" : "2.0" , "id" : "a" , "method" : "ping" , "params" : { } } '],
    ['a carriage return inside', '{"jsonrpc":"2.0",\r"id":1,"method":"ping"}'],
    ['a negative id', '{"jsonrpc":"2.0","id":-7,"method":"ping"}'],
    ['the largest safe id', '{"jsonrpc":"2.0","id":9007199254740991,"method":"ping"}'],
    ['an empty id', '{"jsonrpc":"2.0","id":"","method":"ping"}'],
    ['a notification', '{"jsonrpc":"2.0","method":"notifications/initialized"}'],
    ['a result', '{"jsonrpc":"2.0","id":1,"result":{"action":"accept"}}'],
    ['an error', '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no","data":[1]}}'],
    ['one key in many objects', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[{"a":1},{"a":{"a":2}}]}}'],
    ['keys as values', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":"__proto__","b":["a","a"]}}'],
    ['a scalar named constructor', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"constructor":"Acme Building"}}'],
    ['prototype as data', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"prototype":{"stage":"beta"}}}'],
    ['surrogate pairs', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":"\\ud83d\\ude00 \u{1F600}"}}'],
    ['an escaped backslash before u', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":"\\\\ud800"}}'],
    ['64 levels', `{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":${'['.repeat(62)}${']'.repeat(62)}}}`],
    ['a call without arguments', '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}'],
    ['a list without parameters', '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'],
    ['a method that nobody knows', '{"jsonrpc":"2.0","id":1,"method":"constructor","params":{"name":7}}'],
    [
      'a completion of a resource',
      '{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"ref/resource","uri":"a:b"},"argument":{"name":"a","value":""}}}',
    ],
    ['meta', '{"jsonrpc":"2.0","id":1,"method":"x","params":{"_meta":{"progressToken":1,"traceparent":"00-1"}}}'],
  ])('becomes the message that it says: %s', (_title, line) => {
    expect(parseMessageLine(line)).toEqual({ kind: 'message', message: JSON.parse(line) });
  });

  it('may begin with a byte order mark', () => {
    const line = '\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}';

    expect(parseMessageLine(line)).toEqual({ kind: 'message', message: { jsonrpc: '2.0', id: 1, method: 'ping' } });
  });
});

describe('the id of a line that was too long to read', () => {
  const rejection = tooLong(100);

  it.each([
    ['its beginning', '{"jsonrpc":"2.0","id":5,"method":"x","params":{"a":"bb', 'b"}}', 5],
    ['its end', '{"method":"x","params":{"a":"bb', 'b"},"jsonrpc":"2.0","id":6}', 6],
    ['its last but one member', '{"method":"x","params":{"a":"bb', 'b"}, "id" : "q-1", "jsonrpc": "2.0" } ', 'q-1'],
    ['no id in the arguments', '{"method":"x","params":{"id":9,"a":"bb', '"id":8}}', null],
    ['no id in a string', '{"method":"x","params":{"a":"bb', '\\"id\\":7}"}}', null],
    ['no id from after one that is unfit', '{"method":"x","id":1.5,"params":{"a":"bb', '},"id":6}', null],
    ['nothing where there is no method', '{"id":5,"params":{"a":"bb', '"}}', null],
    ['nothing in a batch', '[{"jsonrpc":"2.0","id":5,"method":"x","params":{"a":"bb', '"}}]', null],
  ])('is found: %s', (_title, head, tail, id) => {
    expect(rejectLine(head, rejection, tail)).toEqual({ kind: 'reject', id, ...rejection });
  });

  it('is not looked for in a response, which nobody waits to have answered', () => {
    expect(rejectLine('{"jsonrpc":"2.0","id":5,"result":{"a":"bb', rejection, 'b"}}').kind).toBe('ignore');
  });
});

describe('lines made at random', () => {
  const fragments = [
    ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', 'd800', '"id"', '"id":1', '"method":"ping"', '"jsonrpc":"2.0"'],
    ...[
      '"params":{',
      '"_meta":{',
      '"progressToken":',
      '"result":{}',
      '"error":{"code":1,"message":"m"}',
      'null',
      '1.5',
    ],
    ...[
      'true',
      '-0',
      '1e3',
      '"a":1',
      '"a"',
      '"__proto__":',
      '"constructor":',
      ' ',
      '\u00e9',
      '\u{1F600}',
      '\ud800',
      '}}',
    ],
  ];

  it('never throw', () => {
    const random = createRandom(11);
    const kinds = new Set<string>();
    for (let round = 0; round < 20_000; round += 1) {
      const line = Array.from({ length: random.below(12) }, () => random.pick(fragments)).join('');
      kinds.add(parseMessageLine(line).kind);
      kinds.add(rejectLine(line, tooLong(1), line).kind);
    }

    expect([...kinds].sort()).toEqual(['ignore', 'reject']);
  });

  it('become messages exactly where the SDK takes them', () => {
    const random = createRandom(13);
    const values: Record<string, string[]> = {
      jsonrpc: ['"2.0"', '"2.0"', '"2.0"', '"2.0"', '"1.0"', '2'],
      id: ['1', '"a"', '-0', '1e3', '1.0', '1.5', 'null', '[]', '9007199254740993'],
      method: ['"ping"', '"ping"', '"ping"', '7', 'null'],
      params: ['{}', '{"a":[]}', '{"_meta":{}}', '{"_meta":{"progressToken":1.5}}', '{"_meta":[]}', '[]', 'null', '5'],
      result: ['{}', '{"_meta":{}}', '{"_meta":7}', '5', 'null'],
      error: ['{"code":1,"message":"m"}', '{"code":1.5,"message":"m"}', '{"code":1}', 'null', '[]'],
      extra: ['1'],
    };
    const shapes = [
      ...['jsonrpc id method', 'jsonrpc id method params', 'jsonrpc method', 'jsonrpc method params', 'id method'],
      ...['jsonrpc id result', 'jsonrpc id error', 'jsonrpc result', 'jsonrpc id method params extra', 'jsonrpc id'],
    ];
    let taken = 0;
    for (let round = 0; round < 10_000; round += 1) {
      const members = random.pick(shapes).split(' ');
      const line = `{${members.map((name) => `"${name}":${random.pick(values[name] ?? [])}`).join(',')}}`;
      const parsed = parseMessageLine(line);

      expect(parsed.kind === 'message', line).toBe(isTakenBySdk(JSON.parse(line)));
      taken += parsed.kind === 'message' ? 1 : 0;
    }
    expect(taken).toBeGreaterThan(1000);
  });

  it('are refused exactly where JSON.parse refuses them or merges two keys into one', () => {
    const random = createRandom(12);
    const keys = ['"a"', '"b"', '"\\u0061"', '"c"', '"id"'];
    let doubled = 0;
    for (let round = 0; round < 5000; round += 1) {
      const used = Array.from({ length: random.below(4) + 1 }, () => random.pick(keys));
      const line = `{"jsonrpc":"2.0","id":1,"method":"x","params":{${used.map((key) => `${key}:{"x":[0]}`).join(',')}}}`;
      const isDoubled = new Set(used.map((key) => JSON.parse(key))).size < used.length;
      doubled += isDoubled ? 1 : 0;

      expect(parseMessageLine(line).kind).toBe(isDoubled ? 'reject' : 'message');
    }
    expect(doubled).toBeGreaterThan(1000);
  });
});

function isTakenBySdk(value: unknown): boolean {
  try {
    parseJSONRPCMessage(value);
    return true;
  } catch {
    return false;
  }
}

describe('a costly line', () => {
  it.each(costlyLines)('of a megabyte of $title is refused like any other', ({ line }) => {
    expect(parseMessageLine(line)).toMatchObject({ kind: 'reject', id: null });
  });
});
