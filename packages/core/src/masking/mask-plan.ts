import * as z from 'zod';
import { type DataClass, dataClasses } from '../define/data-class.ts';
import { keySpelling } from './key-spelling.ts';

/** What an output schema says about one place of an answer. */
export interface MaskPlan {
  class?: DataClass;
  pii?: string;
  /** The place of a property; undefined where no schema says anything about it. */
  field(name: string): MaskPlan | undefined;
  /** Whether the schema names this property, or leaves its name to the data. */
  isNamed(name: string): boolean;
  /** The place of the items of an array. */
  item(): MaskPlan | undefined;
}

type Schema = Record<string, unknown>;

const ranks = new Map<unknown, number>(dataClasses.map((name, rank) => [name, rank]));

/** The class of a key of an open record, alone or with the kind of its values. */
const KeyClass = z.union([
  z.enum(dataClasses).transform((name) => ({ class: name })),
  z.object({ class: z.enum(dataClasses), pii: z.string().optional() }),
]);

/**
 * Reads the classes off an output schema: `.meta({ class, pii })` of a field, and `.meta({ classes: { date_of_birth: 'restricted',
 * account: { class: 'restricted', pii: 'iban' } } })` of an open record, for keys that no schema names, however they are spelled.
 * Where no schema says what the record holds, such a table holds all the way down.
 * A place that several branches of a union describe has the strictest of their classes.
 */
export function maskPlanOf(schema: z.ZodType): MaskPlan {
  const root = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  assertClasses(root);
  const planOf = planner(root);
  return planOf([root]) ?? { field: () => undefined, isNamed: () => false, item: () => undefined };
}

/** Plans are made when a value gets there and kept: a schema that holds itself has as many as it has different places. */
function planner(root: Schema): (schemas: readonly Schema[]) => MaskPlan | undefined {
  const numbers = new Map<Schema, number>();
  const plans = new Map<string, MaskPlan>();
  const numberOf = (schema: Schema) => {
    const number = numbers.get(schema) ?? numbers.size;
    numbers.set(schema, number);
    return number;
  };
  const planOf = (schemas: readonly Schema[]): MaskPlan | undefined => {
    const alternatives = [...closure(schemas, root)];
    if (alternatives.length === 0) return undefined;
    const key = alternatives.map(numberOf).sort().join();
    const plan = plans.get(key) ?? newPlan(alternatives, planOf);
    plans.set(key, plan);
    return plan;
  };
  return planOf;
}

function newPlan(
  alternatives: readonly Schema[],
  planOf: (schemas: readonly Schema[]) => MaskPlan | undefined,
): MaskPlan {
  const classes = alternatives.map((schema) => ranks.get(schema.class) ?? -1);
  const strictest = dataClasses[Math.max(...classes)];
  const pii = alternatives.map((schema) => schema.pii).find((kind) => typeof kind === 'string');
  const fields = new Map<string, MaskPlan | undefined>();
  const items = [
    ...alternatives.flatMap((schema) => [schema.items, schema.prefixItems].flat().filter(isSchema)),
    ...alternatives.filter(isTable),
  ];
  let item: { plan: MaskPlan | undefined } | undefined;
  return {
    ...(strictest && { class: strictest }),
    ...(typeof pii === 'string' && { pii }),
    field(name) {
      if (fields.has(name)) return fields.get(name);
      const plan = planOf(alternatives.flatMap((schema) => fieldSchemas(schema, name)));
      // The keys of open records come from the data: their number has no bound, and so they are not kept.
      if (plan && alternatives.some((schema) => declaredField(schema, name))) fields.set(name, plan);
      return plan;
    },
    isNamed: (name) => fields.has(name) || alternatives.some((schema) => declaredField(schema, name) !== undefined),
    item() {
      item ??= { plan: planOf(items) };
      return item.plan;
    },
  };
}

/** The schemas with all that they refer to and all branches of their unions. */
function closure(schemas: readonly Schema[], root: Schema): Set<Schema> {
  const found = new Set<Schema>(schemas);
  for (const schema of found) {
    const branches = [schema.anyOf, schema.oneOf, schema.allOf].flat().filter(isSchema);
    const target = typeof schema.$ref === 'string' ? targetOf(schema.$ref, root) : undefined;
    for (const each of target ? [target, ...branches] : branches) found.add(each);
  }
  return found;
}

function targetOf(reference: string, root: Schema): Schema | undefined {
  let target: unknown = root;
  for (const step of reference.split('/').slice(1)) target = isSchema(target) ? target[step] : undefined;
  return isSchema(target) ? target : undefined;
}

/** Within a key that has a class the table holds too: an address may hold a password. */
function fieldSchemas(schema: Schema, name: string): Schema[] {
  const property = propertyOf(schema, name);
  const key = classesOf(schema)?.get(keySpelling(name));
  const others = isTable(schema) ? [key, schema] : [key ?? schema.additionalProperties];
  return (property ? [property] : others).filter(isSchema);
}

/** Whether a schema is a table of classes for values that no schema describes. */
function isTable({ classes, additionalProperties = {} }: Schema): boolean {
  return isSchema(classes) && isSchema(additionalProperties) && Object.keys(additionalProperties).length === 0;
}

function declaredField(schema: Schema, name: string): Schema | undefined {
  return propertyOf(schema, name) ?? classesOf(schema)?.get(keySpelling(name));
}

function propertyOf({ properties }: Schema, name: string): Schema | undefined {
  const field = isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isSchema(field) ? field : undefined;
}

const classMaps = new WeakMap<object, ReadonlyMap<string, Schema>>();

function classesOf(schema: Schema): ReadonlyMap<string, Schema> | undefined {
  if (!isSchema(schema.classes)) return undefined;
  const known = classMaps.get(schema.classes) ?? classMap(schema.classes);
  classMaps.set(schema.classes, known);
  return known;
}

function classMap(classes: Schema): ReadonlyMap<string, Schema> {
  const named = Object.entries(z.record(z.string(), KeyClass).parse(classes));
  return new Map(named.map(([name, schema]) => [keySpelling(name), schema]));
}

/** A class that is none would show what was to be hidden: it stops the server instead. */
function assertClasses(schema: unknown): void {
  if (Array.isArray(schema)) schema.forEach(assertClasses);
  if (!isSchema(schema)) return;
  const { properties, classes, ...rest } = schema;
  if (isSchema(classes) && !z.record(z.string(), KeyClass).safeParse(classes).success)
    throw new Error(`.meta({ classes }) names a class that is none of ${dataClasses.join(', ')}`);
  Object.values(isSchema(properties) ? properties : {}).forEach(assertClasses);
  Object.values(rest).forEach(assertClasses);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
