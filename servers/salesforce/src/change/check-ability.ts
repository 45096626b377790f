import { wrongInput } from '@bizmcp/core';
import type { ObjectDescription } from '../schema/object-description.ts';

const abilities = { query: 'queryable', create: 'createable', update: 'updateable', delete: 'deletable' } as const;

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm */
const whoManagesUsers =
  'An administrator (permission Manage Internal Users) adds, changes and deactivates users in Setup > Users; nobody can delete them.';

/** Refuses what this user can do with no record of an object, before anybody is asked for it. */
export function checkAbility(object: ObjectDescription, verb: keyof typeof abilities): void {
  if (object[abilities[verb]]) return;
  throw wrongInput(
    'object_type',
    `this user cannot ${verb} records of ${object.name}`,
    object.name === 'User' ? whoManagesUsers : '',
  );
}
