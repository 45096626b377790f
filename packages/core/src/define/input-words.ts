import type * as z from 'zod';

/** What zod and JSON Schema call a type, as a person calls it: one of it. */
const nouns: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const structures: readonly string[] = ['a list', 'an object'];

/** Of texts in a form that has a name. */
const forms: Readonly<Record<string, string>> = {
  email: "an email address such as 'name@example.com'",
  url: "an address such as 'https://example.com/page'",
  uuid: "a UUID such as '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01'",
  guid: "a UUID such as '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01'",
  date: "a day such as '2026-11-30'",
  time: "a time such as '09:30:00'",
  datetime: "a time such as '2026-11-30T09:30:00Z'",
  base64: 'base64',
};

/** Most names of one message. */
const mostNames = 40;

/** What is wrong with a value and what belongs there, in words; a schema's own message comes before it. */
export function inputWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords([issue.expected], issue.input);
    case 'too_big':
      return `takes ${boundWord(issue, 'at most', 'less than')} ${amount(issue.maximum, issue)}`;
    case 'too_small':
      return `takes ${boundWord(issue, 'at least', 'more than')} ${amount(issue.minimum, issue)}`;
    case 'invalid_format':
      return forms[issue.format]
        ? `takes ${forms[issue.format]}`
        : `takes another form${issue.pattern ? `, ${issue.pattern}` : ''}`;
    case 'not_multiple_of':
      return `takes multiples of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has no field ${listed(issue.keys)}`;
    case 'invalid_value':
      return takenWords(issue.values, issue.input);
    case 'invalid_union':
      return unionWords(issue.errors, issue.input);
    case 'custom':
      return 'takes another value';
    default:
      return undefined;
  }
}

function takenWords(values: readonly unknown[], input: unknown): string {
  const takes = `takes ${values.length > 1 ? 'one of ' : ''}${listed(values.map((value) => JSON.stringify(value)))}`;
  return input === undefined ? `is missing; it ${takes}` : takes;
}

type Bound = { origin: string; inclusive?: boolean; exact?: boolean; input?: unknown };

function boundWord({ inclusive, exact }: Bound, included: string, excluded: string): string {
  if (exact) return 'exactly';
  return inclusive === false ? excluded : included;
}

function amount(bound: number | bigint, { origin, input }: Bound): string {
  const plural = Number(bound) === 1 ? '' : 's';
  if (origin === 'string') return `${bound} character${plural}, not ${[...String(input)].length}`;
  if (Array.isArray(input)) return `${bound} item${plural}, not ${input.length}`;
  return `${bound}, not ${String(input)}`;
}

function typeWords(expected: readonly string[], input: unknown): string {
  const wanted = [...new Set(expected.map((type) => nouns[type] ?? type))];
  const takes = `takes ${wanted.join(' or ')}`;
  if (input === undefined) return `is missing; it ${takes}`;
  if (input === null) return `${takes}, not null; leave out what has no value`;
  const isJsonText = typeof input === 'string' && wanted.some((noun) => structures.includes(noun));
  const given = typeof input === 'number' && wanted.includes('a whole number') ? String(input) : nounOf(input);
  return `${takes}, not ${given}${isJsonText ? '; send it as JSON, not as text' : ''}`;
}

/** What is wrong with a value by the branch that is of its type; where none is, which types there are. */
function unionWords(branches: readonly (readonly z.core.$ZodIssue[])[], input: unknown): string {
  const mistyped = branches.map((issues) =>
    issues.find(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const types = mistyped.flatMap((issue) => (issue?.code === 'invalid_type' ? issue.expected : []));
  const near = branches.filter((_, index) => !mistyped[index]);
  if (near.length === 0) return typeWords(types, input);
  const problems = near.flatMap(([issue]) =>
    issue ? `${issue.path.map((key) => `${String(key)}: `).join('')}${issue.message}` : [],
  );
  return [...new Set(problems)].join(', or ') || 'is not what it takes';
}

function nounOf(input: unknown): string {
  if (typeof input === 'boolean') return String(input);
  const type = Array.isArray(input) ? 'array' : typeof input;
  return nouns[type] ?? type;
}

function listed(names: readonly string[]): string {
  if (names.length <= mostNames) return names.join(', ');
  return `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;
}
