import * as z from 'zod';
import { type DataClass, dataClasses } from '../define/data-class.ts';
import { cleanText } from './clean-text.ts';
import { mask } from './mask.ts';

/** Where in an answer the classified fields are. */
interface MaskNode {
  class?: DataClass;
  pii?: string;
  fields: Map<string, MaskNode>;
  /** For arrays, records and what no other branch names. */
  each?: MaskNode;
}

/** Shows an answer to someone: fields above the clearance are masked, every text is cleaned. */
export type Redactor = (value: unknown, isCleared: (data: DataClass) => boolean) => unknown;

/** Reads the classes off an output schema once; the result works on any answer of that schema. */
export function createRedactor(schema: z.ZodType): Redactor {
  const root = planOf(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
  return (value, isCleared) => redactValue(value, root, isCleared);
}

function planOf(schema: unknown): MaskNode {
  const node: MaskNode = { fields: new Map() };
  if (!isRecord(schema)) return node;
  const classOf = dataClasses.find((name) => name === schema.class);
  if (classOf) node.class = classOf;
  if (typeof schema.pii === 'string') node.pii = schema.pii;
  for (const branch of [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray).flat())
    absorb(node, planOf(branch));
  if (isRecord(schema.properties)) {
    for (const [name, field] of Object.entries(schema.properties)) node.fields.set(name, planOf(field));
  }
  const each = schema.items ?? schema.additionalProperties;
  if (isRecord(each)) node.each = planOf(each);
  return node;
}

function absorb(node: MaskNode, branch: MaskNode): void {
  if (branch.class) node.class ??= branch.class;
  if (branch.pii) node.pii ??= branch.pii;
  if (branch.each) node.each ??= branch.each;
  for (const [name, field] of branch.fields) node.fields.set(name, field);
}

function redactValue(value: unknown, plan: MaskNode | undefined, isCleared: (data: DataClass) => boolean): unknown {
  if (plan?.class && !isCleared(plan.class)) return mask(value, plan.pii);
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, plan?.each, isCleared));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      redactValue(item, plan?.fields.get(key) ?? plan?.each, isCleared),
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
