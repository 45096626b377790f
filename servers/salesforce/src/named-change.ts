import type { FieldClasses } from './field-classes.ts';
import { findField, nameFieldOf, type ObjectDescription } from './object-description.ts';
import { changeOf, fieldIs, readFields } from './read-fields.ts';
import { type SalesforceRecord, withinClasses } from './record.ts';
import type { Salesforce } from './salesforce.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a write would change, for the person who is asked: with the name of the record, and whom its references lead to. */
export async function namedChange(
  api: Salesforce,
  object: ObjectDescription,
  present: SalesforceRecord | undefined,
  values: Values,
) {
  const change = changeOf(present, values);
  const differing = Object.keys(values).filter((field) => change.before[field] !== values[field]);
  if (differing.length === 0) return change;
  const classes: FieldClasses = present ? await api.classes(object.name) : new Map();
  const pick = (side: Values) => Object.fromEntries(differing.map((field) => [field, side[field]]));
  const links = await Promise.all(differing.map((field) => linkOf(api, object, field, change)));
  const name = present ? nameIn(present, object, classes) : `a new ${object.label}`;
  const record = [name, ...links.filter((link) => link !== undefined)].join(', ');
  return {
    before: { record, ...withinClasses(pick(change.before), classes) },
    after: { record: present ? 'changed as follows' : 'created', ...withinClasses(pick(values), classes) },
  };
}

/** The fields to read of a record whose change is to be told. */
export function changedFields(object: ObjectDescription, values: Values): string[] {
  return [...new Set([nameFieldOf(object)?.name ?? 'Id', ...Object.keys(values)])];
}

/** `OwnerId from Aiko Hayashi to Dana Whitfield`; undefined for what refers to nothing. */
async function linkOf(
  api: Salesforce,
  object: ObjectDescription,
  name: string,
  change: { before: Values; after: Values },
): Promise<string | undefined> {
  const field = findField(object, name);
  if (field?.type !== 'reference') return undefined;
  const [before, after] = await Promise.all(
    [change.before[name], change.after[name]].map((id) => nameOf(api, field.referenceTo, id)),
  );
  const from = before === undefined ? '' : ` from ${before}`;
  return `${name}${from} to ${after ?? 'nobody'}`;
}

/** The name of the record that an id is of: its first three letters tell the object. */
async function nameOf(api: Salesforce, targets: readonly string[], id: unknown): Promise<string | undefined> {
  if (typeof id !== 'string') return undefined;
  const known = targets.length > 1 ? await api.objects() : [];
  const target =
    targets.length > 1 ? known.find((each) => isOf(each, id) && targets.includes(each.name))?.name : targets[0];
  if (target === undefined) return 'a record that cannot be seen';
  const object = await api.describe(target);
  const found = await readFields(api, object.name, fieldIs('Id', id), changedFields(object, {}));
  return found ? nameIn(found, object, await api.classes(object.name)) : `no ${object.label} that can be seen`;
}

/** What a record is called in a sentence, which is not masked as its field is. */
function nameIn(record: SalesforceRecord, object: ObjectDescription, classes: FieldClasses): string {
  const name = nameFieldOf(object)?.name ?? 'Id';
  return classes.has(name.toLowerCase())
    ? `one ${object.label}`
    : String(record[name] ?? `a ${object.label} without a name`);
}

function isOf({ keyPrefix }: { keyPrefix?: string | null | undefined }, id: string): boolean {
  return keyPrefix !== null && keyPrefix !== undefined && id.startsWith(keyPrefix);
}
