import { parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import { RecordId } from '../record/record-id.ts';
import { type RecordValues, toVendorValues } from '../record/record-values.ts';
import type { Salesforce } from '../salesforce.ts';
import { describeIfSeen } from '../schema/find-object.ts';
import { type FieldDescription, findField, nameFieldOf, type ObjectDescription } from '../schema/object-description.ts';

const mostObjects = 3;
const mostShown = 3;

/** Values as Salesforce takes them; who writes a name in place of an id is told which records have it. */
export async function readValues(
  api: Salesforce,
  object: ObjectDescription,
  values: RecordValues,
  verb: 'create' | 'update',
) {
  const named = Object.entries(values).flatMap(([path, value]) => {
    const field = findField(object, path);
    const isName = field?.type === 'reference' && typeof value === 'string' && !RecordId.safeParse(value).success;
    return isName ? [{ field, text: value.trim() }] : [];
  });
  const meant = await Promise.all(
    named.map(async ({ field, text }) => [field.name, await recordsNamed(api, field, text)] as const),
  );
  return toVendorValues(object, values, verb, new Map(meant));
}

/** `User 005...`; of what the org hides from some, nothing tells who is called so. */
async function recordsNamed(api: Salesforce, { referenceTo }: FieldDescription, text: string): Promise<string[]> {
  const found = await Promise.all(
    referenceTo.slice(0, mostObjects).map(async (target) => {
      const described = await describeIfSeen(api, target);
      const name = described && nameFieldOf(described)?.name;
      if (text === '' || name === undefined || (await api.classes(target)).has(name.toLowerCase())) return [];
      const query = parseQuery(`SELECT Id FROM ${target} LIMIT ${mostShown}`);
      const rows = await readIfSeen(api, { ...query, where: fieldIs(name, text) }, mostShown);
      return rows.map(({ Id }) => `${target} ${Id}`);
    }),
  );
  return found.flat();
}
