import { fieldIs, readFields } from '../record/read-fields.ts';
import { withinClasses } from '../record/record.ts';
import type { Salesforce } from '../salesforce.ts';
import { noRecord } from '../schema/find-object.ts';
import { findField, nameFieldOf, type ObjectDescription } from '../schema/object-description.ts';
import { countChildren, countIndirectActivities } from './dependent-records.ts';
import { namePaths, namingReferences, recordsOfManyKinds, referredRecords } from './reference-name.ts';

/** What tells a record from others of its name, whatever it is of. */
const telling = [
  'StageName',
  'Status',
  'Amount',
  'CloseDate',
  'ActivityDate',
  'StartDateTime',
  'Company',
  'Email',
  'Phone',
  'LastModifiedDate',
];
const tellingReferences = ['AccountId', 'OwnerId', 'WhoId', 'WhatId'];

/**
 * Objects without a call to undelete their records, which therefore are gone once deleted by themselves:
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaignmember.htm
 */
const unkept: ReadonlySet<string> = new Set(['campaignmember', 'opportunitycontactrole']);

/** Whether a deleted record of an object cannot be restored by anybody. */
export function isKeptByNoBin(objectType: string): boolean {
  return unkept.has(objectType.toLowerCase());
}

/** What a deletion takes away, for the person who is asked: the record by its name, what goes with it, and what stays without it. */
export async function readDeletion(api: Salesforce, object: ObjectDescription, id: string) {
  const references = await namingReferences(api, object, tellingReferences);
  // Some objects, such as links to files, have neither a name nor the day of a change.
  const known = telling.filter((name) => findField(object, name));
  const ofManyKinds = object.fields.flatMap(({ name, referenceTo, relationshipName }) =>
    tellingReferences.includes(name) && referenceTo.length > 1 ? (relationshipName ?? []) : [],
  );
  const ids = ofManyKinds.map((relationship) => `${relationship}.Id`);
  const fields = [nameFieldOf(object)?.name ?? 'Id', ...known, ...namePaths(references), ...ids];
  const present = await readFields(api, object.name, fieldIs('Id', id), fields);
  if (present === undefined) throw noRecord(object, id);
  const [classes, named, linked, { gone, left }] = await Promise.all([
    api.classes(object.name),
    referredRecords(api, present, references),
    recordsOfManyKinds(api, present, ofManyKinds),
    countChildren(api, object, id),
  ]);
  const indirect = await countIndirectActivities(api, object, id, gone);
  const own = withinClasses(present, classes);
  const referred = { ...named, ...linked };
  const takesOthers = 'Contacts' in gone || 'Opportunities' in gone;
  // To count it would take a request for each kind of record that may lead to one of these.
  const beyond = takesOthers ? { 'What leads to these': 'not counted' } : {};
  return {
    before: { ...own, ...referred, ...gone, ...indirect, ...beyond, ...left },
    after: {
      ...mapKeys(own, null),
      ...mapKeys(referred, 'stays'),
      ...mapKeys(gone, null),
      // What was moved to another account before may have left its activities here.
      ...mapKeys(indirect, takesOthers ? 'go with what is deleted' : 'go or stay with what they are about'),
      ...mapKeys(beyond, 'goes too, or would be left without them'),
      ...mapKeys(left, 'would be left without it'),
    },
  };
}

function mapKeys(record: object, value: unknown) {
  return Object.fromEntries(Object.keys(record).map((key) => [key, value]));
}
