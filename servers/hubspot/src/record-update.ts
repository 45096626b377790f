import { readObject, splitValues } from './crm-object.ts';
import { readSensitivity, requireWritable } from './crm-property.ts';
import type { Hubspot } from './hubspot.ts';
import { resolveObjectType } from './object-type.ts';
import {
  type Change,
  ifReadable,
  namedLine,
  nameOf,
  namingProperties,
  readMeaning,
  withNames,
} from './record-change.ts';

/** New values for a record. */
interface RecordUpdate {
  object_type: string;
  object_id: string;
  id_property?: string | undefined;
  values: Record<string, string>;
}

/** What an update would change, with names. Throws where HubSpot would refuse it. */
export async function readUpdateChange(api: Hubspot, { values, ...update }: RecordUpdate): Promise<Change> {
  const objectType = await resolveObjectType(api, update.object_type);
  const names = Object.keys(values);
  const naming = await namingProperties(api, objectType);
  const [{ id, properties }, isSensitive] = await Promise.all([
    readObject(api, objectType, update.object_id, [...new Set([...names, ...naming])], update.id_property),
    readSensitivity(api, objectType, names),
  ]);
  await ifReadable(requireWritable(api, objectType, values), ['invalid_input']);
  const meaning = await readMeaning(api, objectType, values);
  const line = namedLine('the record', nameOf(naming, properties, id), 'changed as below');
  return withNames(valueLines(properties, values, isSensitive), line, ...meaning);
}

/** New values and what stands in their place; those of sensitive data in a line that is masked as a whole. */
function valueLines(
  properties: Readonly<Record<string, string | null>>,
  after: Record<string, string>,
  isSensitive: (name: string) => boolean,
): Change {
  // HubSpot clears a property with an empty text, and shows one without a value as null.
  const before = Object.keys(after).map((name): [string, string] => [name, properties[name] ?? '']);
  return { before: withHidden(before, isSensitive), after: withHidden(Object.entries(after), isSensitive) };
}

function withHidden(
  values: readonly [string, string][],
  isSensitive: (name: string) => boolean,
): Record<string, unknown> {
  const { plain, hidden } = splitValues(values, isSensitive);
  return { ...plain, ...(hidden && { 'sensitive data': hidden }) };
}
