import { wrongInput } from '@bizmcp/core';
import { type RecordValues, toKeyValue, toVendorValues } from '../record/record-values.ts';
import type { Salesforce } from '../salesforce.ts';
import { findObject } from '../schema/find-object.ts';
import { type FieldDescription, findField, type ObjectDescription } from '../schema/object-description.ts';

/** What a caller asks for. */
interface UpsertInput {
  object_type: string;
  external_id_field: string;
  external_id: string;
  fields: RecordValues;
}

/** Holds an upsert against the description of its object. `isUnique`: whether the same sent twice makes one record. */
export async function readUpsert(api: Salesforce, input: UpsertInput) {
  const object = await findObject(api, input.object_type);
  const field = externalIdOf(object, input.external_id_field);
  const repeated = Object.keys(input.fields).find((name) => findField(object, name) === field);
  if (repeated !== undefined) throw wrongInput(`fields.${repeated}`, 'is the external id already; leave it out here');
  const value = toKeyValue(field, input.external_id, 'external_id');
  const values = toVendorValues(object, input.fields, 'update');
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
