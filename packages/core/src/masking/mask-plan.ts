import * as z from 'zod';
import { type DataClass, dataClasses } from '../define/data-class.ts';

/** Where in an answer the classified fields are. */
export interface MaskNode {
  class?: DataClass;
  pii?: string;
  fields: Map<string, MaskNode>;
  /** For arrays, records and what no other branch names. */
  each?: MaskNode;
}

/** The class of a key of an open record, alone or with the kind of its values. */
const KeyClass = z.union([
  z.enum(dataClasses).transform((name) => ({ class: name, pii: undefined })),
  z.object({ class: z.enum(dataClasses), pii: z.string().optional() }),
]);

/**
 * Reads the classes off an output schema: `.meta({ class, pii })` of a field, and `.meta({ classes: { date_of_birth: 'restricted',
 * ssn: { class: 'restricted', pii: 'ssn' } } })` of an open record, for keys that no schema names.
 */
export function maskPlanOf(schema: z.ZodType): MaskNode {
  const root = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return planOf(root, { root, known: new Map() });
}

interface Reading {
  root: unknown;
  /** Plans of `$ref`s, so that a schema that holds itself is read once. */
  known: Map<string, MaskNode>;
}

function planOf(schema: unknown, reading: Reading): MaskNode {
  const node: MaskNode = { fields: new Map() };
  if (!isRecord(schema)) return node;
  if (typeof schema.$ref === 'string') absorb(node, referredTo(schema.$ref, reading));
  const classOf = dataClasses.find((name) => name === schema.class);
  if (classOf) node.class = stricter(classOf, node.class);
  if (typeof schema.pii === 'string') node.pii = schema.pii;
  for (const branch of [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray).flat())
    absorb(node, planOf(branch, reading));
  if (isRecord(schema.properties)) {
    for (const [name, field] of Object.entries(schema.properties)) addField(node, name, planOf(field, reading));
  }
  const items = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  for (const each of [schema.items, schema.additionalProperties, ...items].filter(isRecord)) {
    node.each = merged(node.each, planOf(each, reading));
  }
  if (isRecord(schema.classes)) {
    for (const [name, key] of Object.entries(schema.classes)) addField(node, name, planOfKey(key));
  }
  return node;
}

/** A class that can't be read is a mistake of the server's author, and would show what was to be hidden. */
function planOfKey(key: unknown): MaskNode {
  const parsed = KeyClass.safeParse(key);
  if (!parsed.success) throw new Error(`A class in .meta({ classes }) is none of ${dataClasses.join(', ')}`);
  const { class: classOf, pii } = parsed.data;
  return { class: classOf, ...(pii !== undefined && { pii }), fields: new Map() };
}

function referredTo(reference: string, reading: Reading): MaskNode {
  const known = reading.known.get(reference);
  if (known) return known;
  const node: MaskNode = { fields: new Map() };
  reading.known.set(reference, node);
  let target: unknown = reading.root;
  for (const step of reference.split('/').slice(1)) target = isRecord(target) ? target[step] : undefined;
  // Filled in place: whoever met the reference meanwhile, inside it, holds this very node.
  Object.assign(node, planOf(target, reading));
  return node;
}

function addField(node: MaskNode, name: string, field: MaskNode): void {
  const known = node.fields.get(name);
  node.fields.set(name, known ? merged(known, field) : field);
}

/** Takes over what another branch of a union says; where two classes meet, the stricter one holds. */
function absorb(node: MaskNode, branch: MaskNode): void {
  if (branch.class) node.class = stricter(branch.class, node.class);
  if (branch.pii) node.pii ??= branch.pii;
  if (branch.each) node.each = merged(node.each, branch.each);
  for (const [name, field] of branch.fields) addField(node, name, field);
}

function merged(one: MaskNode | undefined, other: MaskNode): MaskNode {
  if (!one || one === other) return other;
  const node: MaskNode = { fields: new Map() };
  absorb(node, one);
  absorb(node, other);
  return node;
}

function stricter(one: DataClass, other: DataClass | undefined): DataClass {
  return other && dataClasses.indexOf(other) > dataClasses.indexOf(one) ? other : one;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
