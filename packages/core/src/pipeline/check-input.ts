import * as z from 'zod';
import { cutText } from '../define/cut-text.ts';
import { type Effect, isWrite } from '../define/effect.ts';
import { inputWords } from '../define/input-words.ts';
import { confirmTokenField, strictInput } from '../define/strict-input.ts';
import { ToolError } from '../define/tool-error.ts';
import { withoutPersonal } from '../masking/redactor.ts';
import type { ShownMasks } from '../masking/shown-masks.ts';
import type { Action, Stage } from './call.ts';
import { readAsMeant } from './read-as-meant.ts';
import { refuseMasked, refuseToAskByMasked } from './refuse-masked.ts';

/** Longest input that is looked at, in characters of its JSON. */
const maxInputCharacters = 4_000_000;
/** Longest text about a wrong field: its name may be as long as the input. */
const longestTold = 2000;

/** Holds the arguments against the tool's schema; an unknown field is refused. */
export function checkInput(shownMasks: ShownMasks): Stage {
  const schemas = new WeakMap<Action, z.ZodObject>();
  const schemaOf = (action: Action) => {
    const known = schemas.get(action) ?? strictInput(action);
    schemas.set(action, known);
    return known;
  };
  return {
    name: 'checkInput',
    async run(call, next) {
      const raw = call.rawInput ?? {};
      if (JSON.stringify(raw).length > maxInputCharacters) {
        throw new ToolError(
          'invalid_input',
          `The arguments of ${call.action.name} are larger than ${maxInputCharacters} characters. Send less at a time; a larger file goes to the system without this server.`,
        );
      }
      const parsed = parse(schemaOf(call.action), raw, call.action.effect);
      if (!parsed.success) throw invalidInput(call.action, parsed.error, raw);
      const { [confirmTokenField]: confirmToken, ...input } = parsed.data;
      if (isWrite(call.action.effect)) refuseMasked(input, shownMasks, isNew(call.action.effect));
      else refuseToAskByMasked(input);
      call.input = input;
      if (typeof confirmToken === 'string') call.confirmToken = confirmToken;
      return next();
    },
  };
}

/** Whether nothing is stored yet that a call could overwrite. */
const isNew = (effect: Effect) => effect === 'create' || effect === 'send';

/** Once more for what a text of JSON turns out to hold. */
function parse(schema: z.ZodObject, raw: unknown, effect: Effect): z.ZodSafeParseResult<Record<string, unknown>> {
  const parsed = schema.safeParse(raw, { error: inputWords });
  const meant = readAsMeant(raw, parsed.error?.issues ?? [], effect);
  return meant === raw ? parsed : parse(schema, meant, effect);
}

function invalidInput(action: Action, error: z.ZodError, raw: unknown): ToolError {
  const fields = tellingIssues(error).map((issue) => {
    const path = told(issue.path.join('.'));
    const example = firstOf(action.examples, issue.path);
    return {
      path: path || '(all)',
      problem: told(issue.message) + told(knownBelow(action, issue) + leaveOut(action, issue, raw)),
      ...(example !== undefined && { example }),
    };
  });
  const list = fields.map((field) => `${field.path}: ${field.problem}`).join('; ');
  const knownFields = Object.keys(action.input.shape).join(', ') || 'none';
  const [first] = error.issues;
  const right = action.examples.find((example) => first && firstOf([example], first.path)) ?? action.examples[0] ?? {};
  return new ToolError(
    'invalid_input',
    `Wrong arguments for ${action.name}: ${list}. It takes: ${knownFields}. Right input looks like ${JSON.stringify(right)}`,
    { fields },
  );
}

/** As much of what may be the caller's own text as helps to find it there. */
function told(text: string): string {
  return withoutPersonal(cutText(text, longestTold));
}

/** The first ten. What else is found in a value after its first fault is mostly noise: of a text in place of a list, its length. */
function tellingIssues({ issues }: z.ZodError): z.core.$ZodIssue[] {
  const mistyped = issues.filter(({ code }) => code === 'invalid_type');
  const byPath = new Map([...mistyped, ...issues].reverse().map((issue) => [issue.path.join('.'), issue]));
  return issues.filter((issue) => byPath.get(issue.path.join('.')) === issue).slice(0, 10);
}

/** Many clients send an empty text for what they have no value for; a model that is told of a form would invent one. */
function leaveOut({ input, effect }: Action, { path: [field, ...inner] }: z.core.$ZodIssue, raw: unknown): string {
  if (inner.length > 0 || effect === 'update' || valueAt(raw, [field ?? '']) !== '') return '';
  return input.shape[String(field)]?.safeParse(undefined).success ? '; leave it out where there is none' : '';
}

/** The fields of the object in which an unknown one was found, below the top: those of the tool itself are told with every error. */
function knownBelow({ input }: Action, { code, path }: z.core.$ZodIssue): string {
  if (code !== 'unrecognized_keys' || path.length === 0) return '';
  let schema: z.core.JSONSchema._JSONSchema | undefined = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
  });
  for (const key of path) {
    if (typeof schema !== 'object') return '';
    schema = typeof key === 'number' ? [schema.items].flat()[0] : schema.properties?.[String(key)];
  }
  const known = typeof schema === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return known.length > 0 ? `; it takes ${known.join(', ')}` : '';
}

/** What stands at the place in the first example that has it. */
function firstOf(examples: readonly unknown[], path: readonly PropertyKey[]): unknown {
  if (path.length === 0) return undefined;
  return examples.map((example) => valueAt(example, path)).find((value) => value !== undefined);
}

/** Every item of a list is like its first one. */
function valueAt(example: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (key === undefined || typeof example !== 'object' || example === null)
    return key === undefined ? example : undefined;
  const value = Array.isArray(example)
    ? example[0]
    : Object.entries(example).find(([name]) => name === String(key))?.[1];
  return valueAt(value, rest);
}
