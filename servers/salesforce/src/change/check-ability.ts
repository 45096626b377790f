import { wrongInput } from '@bizmcp/core';
import type { ObjectDescription } from '../schema/object-description.ts';

const abilities = { query: 'queryable', create: 'createable', update: 'updateable', delete: 'deletable' } as const;

/** Refuses what this user can do with no record of an object, before anybody is asked for it. */
export function checkAbility(object: ObjectDescription, verb: keyof typeof abilities): void {
  if (object[abilities[verb]]) return;
  throw wrongInput('object_type', `this user cannot ${verb} records of ${object.name}`);
}
