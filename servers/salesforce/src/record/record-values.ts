import { type FieldProblem, wrongFields, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { checkAbility } from '../change/check-ability.ts';
import { choicesOf, choiceTypes, chosenIn, listedChoices } from '../schema/choices.ts';
import { isValueClass } from '../schema/field-class.ts';
import {
  type FieldDescription,
  findField,
  numberTypes,
  type ObjectDescription,
  recordTypesOf,
} from '../schema/object-description.ts';
import { suggestNames } from '../schema/suggest-names.ts';
import { endProblems, eventProblems } from './event-times.ts';
import { isDay, isTime } from './moment.ts';
import { RecordId } from './record-id.ts';
import { unclearNumber, withPoint } from './unclear-number.ts';

/** Values to write, as a tool takes them: each is held against its field, with a word on what it takes. */
export const RecordValues = z
  .record(z.string(), z.unknown())
  .refine((values) => Object.keys(values).length > 0, 'Name at least one field');

export type RecordValues = z.output<typeof RecordValues>;

type RecordValue = string | number | boolean;

const writes = { create: 'createable', update: 'updateable' } as const;
/** `0x10` is none to a person. */
const numberShape = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Holds values against the org's own description of the object and gives them as Salesforce takes them: an empty text is no value.
 * What is wrong is refused at once, with all fields that are; `meant` has the records that are called as a reference says.
 */
export function toVendorValues(
  object: ObjectDescription,
  values: RecordValues,
  verb: 'create' | 'update',
  meant: ReadonlyMap<string, readonly string[]> = new Map(),
): Record<string, RecordValue | null> {
  checkAbility(object, verb);
  const named = Object.entries(values).map(([name, given]) => {
    const field = findField(object, name);
    return { name, field, value: plainValue(given, field) };
  });
  const problems = named.flatMap(({ field, name, value }): FieldProblem[] => {
    const problem =
      field === undefined
        ? unknownField(object, name)
        : (partsProblem(object, field, verb) ??
          recordTypeProblem(object, field, value) ??
          valueProblem(field, value, verb, meant.get(field.name)));
    return problem === undefined ? [] : [{ path: `fields.${name}`, problem }];
  });
  const given = new Map(
    named.flatMap(({ field, value }) => (value === '' || field === undefined ? [] : [[field.name, value] as const])),
  );
  const missing = verb === 'create' ? missingFields(object, given) : [];
  const all = [...problems, ...missing, ...timeProblems(object, given, verb)];
  if (all.length > 0) throw wrongFields(all, `Nothing was sent; describe_object of ${object.name} has the fields.`);
  return Object.fromEntries(
    named.flatMap(({ field, value }) => (field && value !== undefined ? [[field.name, toValue(field, value)]] : [])),
  );
}

/**
 * A value as a field takes it: null and blanks alone clear it, those around a text are left out as no text has any, a list is several
 * choices. Undefined for what is no value.
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_primitives.htm
 */
function plainValue(given: unknown, field: FieldDescription | undefined): RecordValue | undefined {
  if (given === null || (typeof given === 'string' && given.trim() === '')) return '';
  const isList = Array.isArray(given) && given.every((choice) => typeof choice === 'string');
  const plain = isList && field?.type === 'multipicklist' ? given.join(';') : given;
  if (typeof plain === 'number' || typeof plain === 'boolean') return plain;
  if (typeof plain !== 'string') return undefined;
  // A blank beside a choice would make another one of it.
  return field && choiceTypes.has(field.type) ? chosenIn(field, plain).join(';') : plain.trim();
}

function valueProblem(
  field: FieldDescription,
  value: RecordValue | undefined,
  verb: 'create' | 'update',
  meant: readonly string[] = [],
): string | undefined {
  if (value === undefined) return 'takes one text, number, true, false or null';
  const problem = problemOf(field, value, verb);
  return problem && meant.length > 0 ? `${problem}: ${meant.join(' or ')} has this name` : problem;
}

/** The value of an external id as Salesforce takes it; one that the field cannot have is refused. */
export function toKeyValue(field: FieldDescription, text: string, argument: string): string | number {
  const problem = problemOf(field, text, 'update');
  if (problem === undefined) return numberTypes.has(field.type) ? toNumber(text) : text;
  throw wrongInput(argument, `${field.name} ${problem}`, 'Nothing was sent.');
}

function unknownField(object: ObjectDescription, name: string): string {
  const wanted = name.trim().toLowerCase();
  const meant = object.fields.find(({ label }) => label.toLowerCase() === wanted);
  if (meant) return `is the label of a field whose name is ${meant.name}`;
  if (isValueClass(wanted)) return 'is where an answer has what this org classes: write its fields by their own names';
  const [step] = wanted.split('.');
  const link = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === step);
  if (link) return `is of another record: write ${link.name} with the id of that`;
  const known = object.fields.map((field) => field.name);
  return `no field of ${object.name}${suggestNames(name, known)}`;
}

/** A name or an address is made of fields of its own, which are written in its place. */
function partsProblem(
  { fields }: ObjectDescription,
  { name, ...field }: FieldDescription,
  verb: keyof typeof writes,
): string | undefined {
  const parts = fields.filter((part) => part.compoundFieldName === name && part.name !== name && part[writes[verb]]);
  if (field[writes[verb]] || parts.length === 0) return undefined;
  return `is made of others: write ${parts.map((part) => part.name).join(', ')}`;
}

function problemOf(field: FieldDescription, value: RecordValue, verb: 'create' | 'update'): string | undefined {
  if (!field[writes[verb]])
    return field.calculated ? 'a formula, which cannot be written' : `cannot be written on ${verb}`;
  if (value === '') return field.nillable || verb === 'create' ? undefined : 'cannot be empty';
  if (numberTypes.has(field.type)) {
    // A number of JSON is as it was meant.
    const unclear = typeof value === 'string' ? unclearNumber(field, value.trim()) : undefined;
    const written = typeof value === 'string' ? withPoint(value.trim()) : undefined;
    if (unclear) return `is ${unclear}`;
    return written ? `has a comma: write ${written}` : numberProblem(field, toNumber(value));
  }
  if (field.type === 'boolean') return toFlag(value) === undefined ? 'takes true or false' : undefined;
  if (typeof value === 'boolean') return `takes a ${field.type}, not true or false`;
  const text = String(value);
  if (choiceTypes.has(field.type)) return choiceProblem(field, text);
  if (field.type === 'date') return isDay(text) ? undefined : 'takes a day of the calendar as YYYY-MM-DD';
  if (field.type === 'datetime')
    return isTime(text) ? undefined : 'takes a time of the calendar with its zone, such as 2026-11-21T09:30:00Z';
  if (field.type === 'reference') return referenceProblem(field, text);
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'takes an email address';
  return field.length > 0 && text.length > field.length ? `is longer than ${field.length} characters` : undefined;
}

function numberProblem({ digits, precision, scale, type }: FieldDescription, number: number): string | undefined {
  if (!Number.isFinite(number)) return 'takes a number';
  const isWhole = type === 'int' || type === 'long';
  if (isWhole && !Number.isInteger(number)) return 'takes a whole number';
  const most = isWhole ? digits : precision - scale;
  return most > 0 && Math.abs(number) >= 10 ** most ? `takes ${most} digits at most before the point` : undefined;
}

function choiceProblem(field: FieldDescription, text: string): string | undefined {
  const choices = choicesOf(field);
  const chosen = chosenIn(field, text);
  // Salesforce stores what is not restricted as it is written, beside the choice that was meant.
  const meant = chosen.map((choice) => choices.includes(choice) || choices.find((each) => isAlike(each, choice)));
  const near = meant.find((found) => typeof found === 'string');
  if (near !== undefined) return `takes ${near}, in these letters`;
  // Where none is told, only Salesforce knows them.
  if (choices.length === 0 || chosen.every((choice) => choices.includes(choice))) return undefined;
  const listed = text.split(/\s*[,;]\s*/);
  if (listed.length > 1 && listed.every((choice) => choices.includes(choice)))
    return field.type === 'multipicklist'
      ? `takes several joined by semicolons: ${listed.join(';')}`
      : `takes one choice, not ${listed.length}`;
  if (!field.restrictedPicklist) return undefined;
  return `takes one of: ${listedChoices(field)}`;
}

function isAlike(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function referenceProblem({ referenceTo }: FieldDescription, text: string): string | undefined {
  if (RecordId.safeParse(text).success) return undefined;
  const objects = referenceTo.length > 0 ? ` (${referenceTo.slice(0, 5).join(', ')})` : '';
  return `takes the id of a record${objects}; find it with query_records`;
}

/** Salesforce refuses a record type of another object. */
function recordTypeProblem(
  object: ObjectDescription,
  field: FieldDescription,
  value: RecordValue | undefined,
): string | undefined {
  const infos = object.recordTypeInfos;
  if (field.name !== 'RecordTypeId' || !value || infos.length === 0) return undefined;
  if (infos.some(({ recordTypeId }) => recordTypeId?.slice(0, 15) === String(value).slice(0, 15))) return undefined;
  const known = recordTypesOf(object).map(({ id, name }) => `${id} (${name})`);
  return `takes the id of a record type of ${object.name}: ${known.join(', ') || 'it has none'}`;
}

function timeProblems({ name }: ObjectDescription, given: ReadonlyMap<string, unknown>, verb: 'create' | 'update') {
  if (name !== 'Event') return [];
  return verb === 'create' ? eventProblems(given) : endProblems(given);
}

/** The fields that a new record cannot be without. A person's account has a last name in place of the name of a company. */
function missingFields({ fields }: ObjectDescription, given: ReadonlyMap<string, unknown>): FieldProblem[] {
  const required = fields.filter(
    ({ createable, defaultedOnCreate, nillable, type }) =>
      createable && !nillable && !defaultedOnCreate && type !== 'boolean',
  );
  return required
    .filter(({ name, nameField }) => !given.has(name) && !(nameField && given.has('LastName')))
    .map((field) => ({ path: `fields.${field.name}`, problem: `is required (${field.label}, ${field.type})` }));
}

function toValue(field: FieldDescription, value: RecordValue): RecordValue | null {
  if (value === '') return null;
  if (numberTypes.has(field.type)) return toNumber(value);
  if (field.type === 'boolean') return toFlag(value) ?? null;
  if (field.type === 'reference') return RecordId.parse(value);
  return typeof value === 'number' ? String(value) : value;
}

function toNumber(value: RecordValue): number {
  return numberShape.test(String(value).trim()) ? Number(value) : Number.NaN;
}

function toFlag(value: RecordValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return { true: true, false: false }[String(value).toLowerCase()];
}
