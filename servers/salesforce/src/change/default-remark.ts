import { orNothing } from '@bizmcp/core';
import { fieldIs, readAmong } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import { findField, type ObjectDescription, recordTypesOf } from '../schema/object-description.ts';

/**
 * For these Salesforce heeds the assignment rules of the org, where nothing else is said.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-autoassign.html
 */
const assigned = new Set(['Case', 'Lead']);

/** What a new record gets by default beside its values, for the person who is asked. */
export async function defaultRemarks(api: Salesforce, object: ObjectDescription, values: Values): Promise<string[]> {
  const defaults = [
    ...(await defaultOwner(api, object, values)),
    ...defaultRecordType(object, values),
    ...defaultChoices(object, values),
  ];
  return defaults.length > 0 ? [`by default: ${defaults.join(', ')}`] : [];
}

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_objects_fequently_occurring_fields.htm */
async function defaultOwner(api: Salesforce, object: ObjectDescription, values: Values): Promise<string[]> {
  if (!findField(object, 'OwnerId')?.createable || typeof values.OwnerId === 'string') return [];
  const identity = await orNothing(api.identity(), 'forbidden', 'not_found');
  if (identity === undefined || (await api.classes('User')).has('name')) return [];
  const [user] = await readAmong(api, 'SELECT Name FROM User', [fieldIs('Id', identity.userId)], 1);
  const unless = assigned.has(object.name) ? ' unless an assignment rule finds another' : '';
  return user ? [`owner ${user.Name}${unless}`] : [];
}

function defaultRecordType(object: ObjectDescription, values: Values): string[] {
  if (!findField(object, 'RecordTypeId')?.createable || 'RecordTypeId' in values) return [];
  const own = recordTypesOf(object).find(({ isDefault }) => isDefault);
  return own ? [`record type ${own.name}`] : [];
}

/** Each record type may have other ones. */
function defaultChoices(object: ObjectDescription, values: Values): string[] {
  if (recordTypesOf(object).length > 0) return [];
  return object.fields.flatMap(({ createable, name, picklistValues }) => {
    const own = picklistValues.find(({ active, defaultValue }) => active && defaultValue);
    return own && createable && !(name in values) ? [`${name} ${own.value}`] : [];
  });
}
