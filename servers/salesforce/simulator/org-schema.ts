import { type FieldDefinition, field, lookup, text } from './field-definition.ts';
import type { ObjectDefinition } from './object-definition.ts';
import { event, task } from './objects/activities.ts';
import { entityDefinition, fieldDefinition } from './objects/definitions.ts';
import { account, contact, lead, leadHistory } from './objects/people.ts';
import { campaign, campaignMember, opportunity, opportunityContactRole, opportunityHistory } from './objects/sales.ts';
import { leadStatus, opportunityStage, organization, recordType, user } from './objects/settings.ts';

/** Every object of the org. */
export const objectDefinitions: readonly ObjectDefinition[] = [
  account,
  campaign,
  campaignMember,
  contact,
  event,
  lead,
  leadHistory,
  leadStatus,
  opportunity,
  opportunityContactRole,
  opportunityHistory,
  opportunityStage,
  organization,
  recordType,
  task,
  user,
  entityDefinition,
  fieldDefinition,
];

const byName = new Map(objectDefinitions.map((definition) => [definition.name.toLowerCase(), definition]));
const byPrefix = new Map(objectDefinitions.map((definition) => [definition.keyPrefix, definition]));

/** Finds an object by its name, without case. */
export const findObject = (name: string): ObjectDefinition | undefined => byName.get(name.toLowerCase());

/** The object that a record's id belongs to. */
export const objectOfId = (id: string): ObjectDefinition | undefined => byPrefix.get(id.slice(0, 3));

/** One direction of a relationship as the parent sees it. */
export interface ChildRelationship {
  readonly name: string | undefined;
  readonly child: ObjectDefinition;
  readonly field: FieldDefinition;
}

const children = new Map(
  objectDefinitions.map((parent): readonly [string, ChildRelationship[]] => [
    parent.name,
    objectDefinitions.flatMap((child) =>
      child.fields
        .filter(({ referenceTo }) => referenceTo.includes(parent.name))
        .map((reference) => ({ name: reference.childRelationship, child, field: reference })),
    ),
  ]),
);

/** All relationships that lead to an object. */
export const childRelationshipsOf = (parent: ObjectDefinition): readonly ChildRelationship[] =>
  children.get(parent.name) ?? [];

/**
 * What can be selected of a record that may be of several objects.
 * https://developer.salesforce.com/docs/platform/object-reference/guide/sforce-api-objects-name.html
 */
export const nameObject: ObjectDefinition = {
  ...organization,
  name: 'Name',
  label: 'Name',
  labelPlural: 'Names',
  keyPrefix: '',
  fields: [
    field('Id', 'id', { isNillable: false, writable: 'never', length: 18 }),
    text('Name', 121, { isNameField: true }),
    text('FirstName', 40),
    text('LastName', 80),
    text('Type', 40),
    text('Title', 128),
    field('Email', 'email'),
    field('Phone', 'phone'),
    lookup('RecordTypeId', ['RecordType'], undefined),
  ],
};

/** The objects that a reference leads to, as one definition: its own, or `Name` when there are several. */
export const targetOf = (reference: FieldDefinition): ObjectDefinition | undefined => {
  const [only, ...others] = reference.referenceTo;
  return others.length > 0 || only === undefined ? nameObject : findObject(only);
};
