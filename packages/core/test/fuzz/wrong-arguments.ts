import { type JsonSchema, likelyValue, type Random } from './schema-value.ts';

/** Text that is shorter, longer, stranger or more than it looks. */
const strangeTexts = [
  '',
  '\u0000',
  '\u202Eevil\u202C',
  '\u{E0041}\u{E0042}\u{E007F}',
  '\u200B\u200D\uFEFF',
  '\u0085\u2028\u2029',
  'a\r\nHost: evil.example',
  '{{constructor.constructor("return 1")()}}',
  '%00%2e%2e%2f',
  'NaN',
  '-Infinity',
  '1e999',
  '0x10',
  '\uFDFA'.repeat(300),
  'e\u0301'.repeat(300),
  'x'.repeat(70_000),
];

/** Longer than any text that a field of the fuzzed servers takes. */
const tooLong = 'y'.repeat(70_000);

/** Names that mean something to JavaScript, to a path or to a person's eye. */
const strangeNames = [
  'hasOwnProperty',
  'toString',
  'constructor',
  'prototype',
  'then',
  'toJSON',
  '',
  ' ',
  '0',
  '$ref',
  'a.b',
  '../x',
  '\u202Etxet',
  '\u{E0074}ext',
  'te\u200Dxt',
  'zoe@canary.example',
];

/** JSON texts that no parser, or only a careless one, takes for a value. */
const strangeJson = [
  'NaN',
  '-Infinity',
  '1e999',
  '-0',
  '1E400',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`,
  '{"a":1,"a":2}',
  '123456789012345678901234567890',
  'undefined',
];

const samples: Readonly<Record<string, unknown>> = {
  string: 'text',
  number: 1.5,
  integer: 7,
  boolean: true,
  array: [[1], { a: [] }],
  object: { toString: 'x', length: 3 },
  null: null,
};

/** Any strange value. */
export function strangeValue(random: Random): unknown {
  return random.below(2) === 0 ? random.pick(strangeTexts) : random.pick(Object.values(samples));
}

/** Arguments as a JSON text that the schema can't take, whatever chance brings. */
export function wrongArguments(schema: JsonSchema, random: Random): string {
  const good: Record<string, unknown> = { ...recordOf(likelyValue(schema, random)) };
  const kind = random.below(10);
  if (kind === 0) return JSON.stringify(random.pick(['text', 7, true, null, [], [{}]]));
  if (kind === 1 && schema.required.length > 0) {
    delete good[random.pick(schema.required)];
    return JSON.stringify(good);
  }
  if (kind <= 5) {
    const wrong = ofAnotherType(schema, good, random);
    if (wrong !== undefined) return wrong;
  }
  const name = random.pick(strangeNames);
  return withMember(good, name, kind === 9 ? random.pick(strangeJson) : JSON.stringify(strangeValue(random)));
}

/** One field of the root with a value of a type that it does not have, and that can't be read as one of its own. */
function ofAnotherType(schema: JsonSchema, good: Record<string, unknown>, random: Random): string | undefined {
  const typed = Object.entries(schema.properties).filter(([, field]) => field.type !== undefined);
  if (typed.length === 0) return undefined;
  const [name, field] = random.pick(typed);
  const isNumber = field.type === 'integer' || field.type === 'number';
  const takesNumbers = isNumber || field.type === 'string';
  const others = Object.entries(samples).filter(([type]) => {
    if (type === 'null') return schema.required.includes(name);
    return type !== field.type && !(takesNumbers && (type === 'integer' || type === 'number'));
  });
  delete good[name];
  if (field.type === 'string' && random.below(20) === 0) return withMember(good, name, JSON.stringify(tooLong));
  if (isNumber && random.below(3) === 0)
    return withMember(good, name, random.pick(['NaN', '1e999', '"NaN"', '"7 or so"']));
  return withMember(good, name, JSON.stringify(random.pick(others)[1]));
}

function withMember(object: Record<string, unknown>, name: string, json: string): string {
  const rest = JSON.stringify(object).slice(1, -1);
  return `{${rest}${rest === '' ? '' : ','}${JSON.stringify(name)}:${json}}`;
}

function recordOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
