import { fieldIs, readFields } from '../record/read-fields.ts';
import { type SalesforceRecord, WireRow, withinClasses } from '../record/record.ts';
import type { Salesforce } from '../salesforce.ts';
import { describeIfSeen, isIdOf } from '../schema/find-object.ts';
import { type FieldDescription, nameFieldOf, type ObjectDescription } from '../schema/object-description.ts';
import { queryableNames } from '../schema/object-summary.ts';

/** A reference that tells a record apart: its name on the way to another object, and the field that this one is known by. */
interface NamingReference {
  relationship: string;
  object: ObjectDescription;
  name: string;
}

const mostReferences = 5;

/**
 * The references that can be set once only, as a member has its campaign, all of a record that has no name of its own, and those that
 * are wanted besides.
 */
export async function namingReferences(
  api: Salesforce,
  object: ObjectDescription,
  wanted: readonly string[] = [],
): Promise<NamingReference[]> {
  const hasName = nameFieldOf(object) !== undefined;
  const naming = object.fields.filter(
    (field) => isOwnReference(field) && (!(hasName && field.updateable) || wanted.includes(field.name)),
  );
  if (naming.length === 0) return [];
  const visible = queryableNames(await api.objects());
  const reads = api.gathered();
  const found = await Promise.all(
    naming
      .filter(({ referenceTo: [target = ''] }) => visible.has(target))
      .slice(0, mostReferences)
      .map(async ({ referenceTo: [target = ''], relationshipName }) => {
        const described = await reads.describe(target);
        return { relationship: relationshipName ?? '', object: described, name: nameFieldOf(described)?.name ?? '' };
      }),
  );
  return found.filter(({ name }) => name !== '');
}

/** What a person gives a record, and leads to one object alone: what is named elsewhere goes by other fields. */
function isOwnReference({ createable, referenceTo, relationshipName, type }: FieldDescription): boolean {
  return type === 'reference' && createable && relationshipName !== null && referenceTo.length === 1;
}

/** The fields to read of a record so that its references can be told by name. */
export function namePaths(references: readonly NamingReference[]): string[] {
  return references.map(({ relationship, name }) => `${relationship}.${name}`);
}

/** What the references of a record lead to, by their relationships; what this org hides stands within its class. */
export async function referredRecords(
  api: Salesforce,
  record: SalesforceRecord,
  references: readonly NamingReference[],
): Promise<Record<string, SalesforceRecord>> {
  const entries = await Promise.all(
    references.map(async ({ relationship, object }): Promise<[string, SalesforceRecord][]> => {
      const parent = WireRow.safeParse(record[relationship]).data;
      return parent ? [[relationship, withinClasses(parent, await api.classes(object.name))]] : [];
    }),
  );
  return Object.fromEntries(entries.flat());
}

/** ` (Campaign Spring Summit, Lead Ada Roe)`; nothing where no reference tells the record apart. */
export async function referredNames(
  api: Salesforce,
  record: SalesforceRecord,
  references: readonly NamingReference[],
): Promise<string> {
  const referred = await referredRecords(api, record, references);
  const names = references.flatMap(({ relationship, object, name }) => {
    const parent = referred[relationship];
    if (!parent) return [];
    return [parent[name] === undefined ? `one ${object.label}` : `${object.label} ${parent[name]}`];
  });
  return names.length > 0 ? ` (${names.join(', ')})` : '';
}

/**
 * What references of a record lead to that may lead to several objects, as a task is about a lead or a contact: an id tells by its first
 * three letters which.
 */
export async function recordsOfManyKinds(
  api: Salesforce,
  record: SalesforceRecord,
  relationships: readonly string[],
): Promise<Record<string, SalesforceRecord>> {
  const objects = await api.objects();
  const entries = await Promise.all(
    relationships.map(async (relationship): Promise<[string, SalesforceRecord][]> => {
      const id = WireRow.safeParse(record[relationship]).data?.Id;
      if (typeof id !== 'string') return [];
      const kind = objects.find((each) => isIdOf(each, id));
      const object = kind && (await describeIfSeen(api, kind.name));
      const name = object && nameFieldOf(object)?.name;
      const found = name && (await readFields(api, object.name, fieldIs('Id', id), ['Id', name]));
      return [[relationship, found ? withinClasses(found, await api.classes(object.name)) : { Id: id }]];
    }),
  );
  return Object.fromEntries(entries.flat());
}
