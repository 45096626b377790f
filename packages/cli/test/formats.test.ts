import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { changedText } from '../src/config-edit/changed-text.ts';
import type { ConfigChange, ConfigFormat } from '../src/config-edit/config-format.ts';
import { jsonFormat } from '../src/config-edit/json-format.ts';
import { tomlFormat } from '../src/config-edit/toml-format.ts';
import { yamlFormat } from '../src/config-edit/yaml-format.ts';

const entry = { command: 'npx', args: ['-y', 'x'] };

function set(path: string): ConfigChange {
  return { kind: 'set', path: path.split('/'), value: entry };
}

function remove(path: string): ConfigChange {
  return { kind: 'remove', path: path.split('/') };
}

interface Case {
  title: string;
  format: ConfigFormat;
  before: string;
  change: ConfigChange;
  after: string;
}

const inlineEntry = '{"command":"npx","args":["-y","x"]}';
const openEntry = '{\n      "command": "npx",\n      "args": [\n        "-y",\n        "x"\n      ]\n    }';

const cases: Case[] = [
  {
    title: 'an empty JSON file gets its first entry',
    format: jsonFormat,
    before: '',
    change: set('mcpServers/a'),
    after: `{\n  "mcpServers": {\n    "a": ${openEntry}\n  }\n}\n`,
  },
  {
    title: 'a JSON entry goes behind the comments of the one before it',
    format: jsonFormat,
    before: '{\n  // servers\n  "mcpServers": {\n    "b": 1 // mine\n    /* end */\n  }\n}\n',
    change: set('mcpServers/a'),
    after: `{\n  // servers\n  "mcpServers": {\n    "b": 1, // mine\n    /* end */\n    "a": ${openEntry}\n  }\n}\n`,
  },
  {
    title: 'a trailing comma of JSON stays one',
    format: jsonFormat,
    before: '{\n  "mcpServers": {\n    "b": 1, // mine\n  },\n}\n',
    change: set('mcpServers/a'),
    after: `{\n  "mcpServers": {\n    "b": 1, // mine\n    "a": ${openEntry},\n  },\n}\n`,
  },
  {
    title: 'minified JSON stays on one line',
    format: jsonFormat,
    before: '{"b":{},"mcpServers":{}}',
    change: set('mcpServers/a'),
    after: `{"b":{},"mcpServers":{"a": ${inlineEntry}}}`,
  },
  {
    title: 'tabs and CRLF of JSON are taken up',
    format: jsonFormat,
    before: '{\r\n\t"mcpServers": {}\r\n}\r\n',
    change: { kind: 'set', path: ['mcpServers', 'a'], value: { c: 1 } },
    after: '{\r\n\t"mcpServers": {\r\n\t\t"a": {\r\n\t\t\t"c": 1\r\n\t\t}\r\n\t}\r\n}\r\n',
  },
  {
    title: 'the last JSON entry is taken out with the comma before it, but not with the comment',
    format: jsonFormat,
    before: '{\n  "mcpServers": {\n    "b": ",", // mine\n    "a": {}\n  }\n}\n',
    change: remove('mcpServers/a'),
    after: '{\n  "mcpServers": {\n    "b": "," // mine\n  }\n}\n',
  },
  {
    title: 'an element is added to a JSON list and taken out again',
    format: jsonFormat,
    before: '{"inputs": [{"id": "b"}]}',
    change: { kind: 'append', path: ['inputs'], value: { id: 'a' } },
    after: '{"inputs": [{"id": "b"}, {"id":"a"}]}',
  },
  {
    title: 'a JSON entry is taken out without the comments above and behind it',
    format: jsonFormat,
    before: '{\n  "s": {\n    // above\n    "a": 1, // behind\n    "b": 2\n  }\n}\n',
    change: remove('s/a'),
    after: '{\n  "s": {\n    // above\n     // behind\n    "b": 2\n  }\n}\n',
  },
  {
    title: 'a JSON file of a comment alone gets its entry on a line below',
    format: jsonFormat,
    before: '// mine',
    change: { kind: 'set', path: ['a'], value: 1 },
    after: '// mine\n{\n  "a": 1\n}\n',
  },
  {
    title: 'a JSON value is replaced as far in as it stood',
    format: jsonFormat,
    before: '{\n  "s": {\n    "a": [1] // mine\n  }\n}\n',
    change: { kind: 'set', path: ['s', 'a'], value: [2] },
    after: '{\n  "s": {\n    "a": [\n      2\n    ] // mine\n  }\n}\n',
  },
  {
    title: 'a TOML table goes to the end',
    format: tomlFormat,
    before: 'model = "m" # mine\n\n[mcp_servers.b]\ncommand = "b"\n',
    change: set('mcp_servers/a'),
    after:
      'model = "m" # mine\n\n[mcp_servers.b]\ncommand = "b"\n\n[mcp_servers.a]\ncommand = "npx"\nargs = ["-y", "x"]\n',
  },
  {
    title: 'a TOML inline table is added to where it is',
    format: tomlFormat,
    before: 'mcp_servers = { b = { command = "b" } } # mine\n',
    change: { kind: 'set', path: ['mcp_servers', 'a'], value: { command: 'x' } },
    after: 'mcp_servers = { b = { command = "b" }, a = { command = "x" } } # mine\n',
  },
  {
    title: 'an empty TOML inline table gets its first entry',
    format: tomlFormat,
    before: 'mcp_servers = {} # mine\n',
    change: { kind: 'set', path: ['mcp_servers', 'a'], value: 1 },
    after: 'mcp_servers = { a = 1 } # mine\n',
  },
  ...['{ a = { c = 1 }, b = 2 }', '{ b = 2, a = { c = 1 } }'].map((table) => ({
    title: `a TOML entry is taken out of ${table} with one comma`,
    format: tomlFormat,
    before: `s = ${table} # mine\n`,
    change: remove('s/a'),
    after: 's = { b = 2 } # mine\n',
  })),
  {
    title: 'a TOML table is taken out with the tables below it',
    format: tomlFormat,
    before:
      '[mcp_servers.a]\ncommand = "a"\n\n[mcp_servers.a.env]\nX = "1"\n\n# next\n[mcp_servers.b]\ncommand = "b"\n',
    change: remove('mcp_servers/a'),
    after: '\n# next\n[mcp_servers.b]\ncommand = "b"\n',
  },
  {
    title: 'a YAML pair goes to the top of its map, above the comments of others',
    format: yamlFormat,
    before: '# goose\nextensions: # all\n  # about b\n  b:\n    cmd: b\nGOOSE_MODEL: m\n',
    change: set('extensions/a'),
    after:
      '# goose\nextensions: # all\n  a:\n    command: npx\n    args:\n      - -y\n      - x\n  # about b\n  b:\n    cmd: b\nGOOSE_MODEL: m\n',
  },
  {
    title: 'a YAML flow map is added to in its own form',
    format: yamlFormat,
    before: 'extensions: {b: {cmd: b}} # mine\n',
    change: set('extensions/a'),
    after: `extensions: {b: {cmd: b}, "a": ${inlineEntry}} # mine\n`,
  },
  {
    title: 'a YAML pair is taken out, and the comment above the next one stays',
    format: yamlFormat,
    before: 's:\n  a:\n    c: 1\n  # about b\n  b: 2 # b\n',
    change: remove('s/a'),
    after: 's:\n  # about b\n  b: 2 # b\n',
  },
  {
    title: 'a YAML value is replaced, and the comments behind it stay',
    format: yamlFormat,
    before: 's:\n  a: 1 # mine\n  # about b\n  b: 2\n',
    change: { kind: 'set', path: ['s', 'a'], value: 3 },
    after: 's:\n  a: 3 # mine\n  # about b\n  b: 2\n',
  },
  ...['{a: {c: 1}, b: 2}', '{b: 2, a: {c: 1}}'].map((map) => ({
    title: `a YAML pair is taken out of ${map} with one comma`,
    format: yamlFormat,
    before: `s: ${map} # mine\n`,
    change: remove('s/a'),
    after: 's: {b: 2} # mine\n',
  })),
  {
    title: 'a null of YAML gives way to an entry',
    format: yamlFormat,
    before: 'extensions: ~ # none\nother: 1\n',
    change: set('extensions/a'),
    after: `extensions: {"a":${inlineEntry}} # none\nother: 1\n`,
  },
  {
    title: 'the only pair of a YAML map leaves an empty map',
    format: yamlFormat,
    before: 'extensions:\n  a:\n    cmd: a\nother: 1\n',
    change: remove('extensions/a'),
    after: 'extensions:\n  {}\nother: 1\n',
  },
];

describe('configuration formats', () => {
  for (const { title, format, before, change, after } of cases)
    test(title, () => assert.equal(changedText(before, format, [change]), after));

  const refusals: [title: string, format: ConfigFormat, text: string, change: ConfigChange, why: RegExp][] = [
    ['broken JSON', jsonFormat, '{\n  "a": \n}', set('mcpServers/a'), /not valid JSON at line 3, column 1/],
    ['JSON of a list', jsonFormat, '[]', set('mcpServers/a'), /not an object/],
    ['JSON with a text in place of servers', jsonFormat, '{"mcpServers": "x"}', set('mcpServers/a'), /not an object/],
    ['JSON with the servers twice', jsonFormat, '{"s": {}, "s": {}}', set('s/a'), /"s" twice/],
    [
      'a comment inside what is replaced',
      jsonFormat,
      '{"s": {"a": [1, /* two */ 2]}}',
      { kind: 'set', path: ['s', 'a'], value: [3] },
      /comment inside "s" > "a"/,
    ],
    ['broken TOML', tomlFormat, 'a = \n', set('mcp_servers/a'), /not valid TOML at line 2/],
    ['TOML with a list of tables', tomlFormat, '[[mcp_servers]]\na = 1\n', set('mcp_servers/a'), /safely/],
    ['broken YAML', yamlFormat, 'a: "b\n', set('extensions/a'), /not valid YAML at line/],
    ['YAML of a list', yamlFormat, '- a\n', set('extensions/a'), /not a map/],
    ['YAML of several documents', yamlFormat, 'a: 1\n---\nb: 2\n', set('extensions/a'), /several YAML documents/],
    ['YAML whose map is an alias', yamlFormat, 'x: &x {}\nextensions: *x\n', set('extensions/a'), /not a map/],
  ];
  for (const [title, format, text, change, why] of refusals)
    test(`${title} is refused`, () => assert.throws(() => changedText(text, format, [change]), why));
});
