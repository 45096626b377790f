import { wrongInput } from '@bizmcp/core';
import { isRestricted } from '../query/check-query.ts';
import { type RecordValues, toKeyValue } from '../record/record-values.ts';
import type { Salesforce } from '../salesforce.ts';
import { findObject } from '../schema/find-object.ts';
import { type FieldDescription, findField, type ObjectDescription } from '../schema/object-description.ts';
import { readValues } from './meant-reference.ts';

/** What a caller asks for. */
interface UpsertInput {
  object_type: string;
  external_id_field: string;
  external_id: string;
  fields: RecordValues;
}

/**
 * Holds an upsert against the description of its object. `isUnique`: whether the same sent twice makes one record. An id that is masked
 * for the caller is refused: whether a record has it would be told.
 */
export async function readUpsert(api: Salesforce, input: UpsertInput, isCleared: (data: 'restricted') => boolean) {
  const object = await findObject(api, input.object_type);
  const field = externalIdOf(object, input.external_id_field);
  if (!isCleared('restricted') && (await isRestricted(api, [field.name], { object, field }))) {
    const problem = 'is masked for your role, which would learn by it who has the id; take another external id';
    throw wrongInput('external_id_field', problem, 'Or ask who runs this server for a role that may see it.');
  }
  const repeated = Object.keys(input.fields).find((name) => findField(object, name) === field);
  if (repeated !== undefined) throw wrongInput(`fields.${repeated}`, 'is the external id already; leave it out here');
  const value = toKeyValue(field, input.external_id, 'external_id');
  const values = await readValues(api, object, input.fields, 'update');
  return { object: object.name, key: { field: field.name, value }, values, isUnique: field.unique };
}

/** One that is no external id is refused with those that are. */
function externalIdOf(object: ObjectDescription, name: string): FieldDescription {
  const field = findField(object, name);
  if (field?.externalId) return field;
  const known = object.fields.filter(({ externalId }) => externalId).map((each) => each.name);
  const others = known.length > 0 ? `it has ${known.join(', ')}` : 'it has none; use create_record or update_record';
  throw wrongInput('external_id_field', `no external id of ${object.name}; ${others}`);
}
