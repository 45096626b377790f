import type { Query } from '@bizmcp/soql';
import type { ObjectDescription } from '../schema/object-description.ts';
import { leavesOutArchived } from './archived-hint.ts';
import type { RecordPage } from './record-page.ts';

/**
 * By which field children are found, where a record has none of them, and which activities of an account are not among its own: those
 * of its contacts and opportunities have it in AccountId alone.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-event.html
 */
export function childrenHints({ select }: Query, object: ObjectDescription, { records }: RecordPage): string[] {
  const asked = new Map(
    select.flatMap((item) => (item.kind === 'subquery' ? [[item.query.from.toLowerCase(), item.query] as const] : [])),
  );
  return object.childRelationships.flatMap(({ childSObject, field, relationshipName: name }) => {
    const query = asked.get(name?.toLowerCase() ?? '');
    if (name === null || query === undefined) return [];
    const isLeftOut = records.some((record) => !(name in record));
    const isActivity = object.name === 'Account' && field === 'WhatId';
    const others = `${name} of an account's contacts and opportunities are not among its own: query ${childSObject} by AccountId.`;
    const isShort = leavesOutArchived({ ...query, from: childSObject });
    const none = isShort ? 'none but archived ones' : 'none';
    return [
      ...(isShort ? [`Archived ones are not among ${name}: query ${childSObject} by ${field}.`] : []),
      ...(isLeftOut ? [`Where ${name} is left out, ${none} has the record in ${field}.`] : []),
      ...(isActivity ? [others] : []),
    ];
  });
}
