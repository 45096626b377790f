import * as z from 'zod';
import { eventNeeds } from '../record/event-times.ts';
import { type HiddenClass, hiddenClass } from '../record/record.ts';
import { choicesOf } from './choices.ts';
import type { FieldClasses } from './field-classes.ts';
import { type FieldDescription, type ObjectDescription, recordTypesOf } from './object-description.ts';

const mostChoices = 40;
const longestHelp = 160;

/** A field as a model sees it. */
export const FieldEntry = z.object({
  name: z.string().describe('For fields, conditions and values'),
  label: z.string().describe('What people call it'),
  type: z.string().describe('string, picklist, reference, currency, datetime, ...'),
  required: z.boolean().describe('True: a new record needs it'),
  read_only: z.boolean().optional().describe('True: cannot be written'),
  external_id: z.boolean().optional().describe('True: for upsert_record'),
  unique: z.boolean().optional().describe('True: no two records have the same value'),
  max_length: z.number().optional().describe('Longest text'),
  references: z.array(z.string()).optional().describe('Objects whose ids it takes'),
  parent: z.string().optional().describe('Name of the parent in a path: Account in Account.Name'),
  choices: z.array(z.string()).optional().describe(`The first ${mostChoices} choices`),
  choices_total: z.number().optional().describe('How many there are, when not all are shown'),
  only_choices: z.boolean().optional().describe('True: no other value is taken'),
  masked_as: z.string().optional().describe('Set where values are masked for you: their class or kind'),
  found_at: z.string().optional().describe('Where a record has it, if not under its name alone'),
  no_filter: z.boolean().optional().describe('True: cannot stand in conditions'),
  help: z.string().optional().describe("The org's own explanation"),
});

/** An object as a model sees it, without its fields. */
export const ObjectFace = z.object({
  name: z.string().describe('For object_type'),
  label: z.string().describe('What people call it'),
  can_create: z.boolean().describe('Whether records can be made'),
  can_update: z.boolean().describe('Whether they can be changed'),
  can_delete: z.boolean().describe('Whether they can be deleted'),
  needs: z.string().optional().describe('What a new record needs beside required fields'),
  record_types: z
    .array(z.object({ id: z.string().describe('For RecordTypeId'), name: z.string().describe('Name') }))
    .describe('Kinds of records, where the org has several'),
  children: z
    .array(
      z.object({
        name: z.string().describe('For a subquery'),
        object: z.string().describe('Their object'),
        field: z.string().describe('Where they have its Id'),
      }),
    )
    .describe('Child records; the first 40'),
});

const lengthTypes = new Set(['string', 'textarea', 'email', 'phone', 'url', 'encryptedstring']);
const mostChildren = 40;

/** A field as one caller sees it: what is masked is said to those alone to whom it is. */
export function toFieldEntry(
  field: FieldDescription,
  classes: FieldClasses,
  isCleared: (data: HiddenClass) => boolean,
): z.input<typeof FieldEntry> {
  const choices = choicesOf(field);
  const hidden = hiddenClass(field.name, classes);
  const valueClass = classes.get(field.name.toLowerCase());
  const masked = hidden && !isCleared(hidden) ? (valueClass ?? hidden) : undefined;
  const isRequired = field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean';
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    required: isRequired,
    ...(!field.createable && !field.updateable && { read_only: true }),
    ...(field.externalId && { external_id: true }),
    ...(field.unique && { unique: true }),
    ...(lengthTypes.has(field.type) && field.length > 0 && { max_length: field.length }),
    ...(field.referenceTo.length > 0 && { references: field.referenceTo.slice(0, 10) }),
    ...(field.relationshipName !== null && { parent: field.relationshipName }),
    ...(choices.length > 0 && { choices: choices.slice(0, mostChoices) }),
    ...(choices.length > mostChoices && { choices_total: choices.length }),
    ...(field.restrictedPicklist && { only_choices: true }),
    ...(masked !== undefined && { masked_as: masked }),
    ...(valueClass !== undefined && { found_at: `${valueClass}.${field.name}` }),
    ...(!field.filterable && { no_filter: true }),
    ...(field.inlineHelpText && { help: field.inlineHelpText.slice(0, longestHelp) }),
  };
}

export function toObjectFace(object: ObjectDescription): z.input<typeof ObjectFace> {
  const children = object.childRelationships.flatMap(({ childSObject, field, relationshipName }) =>
    relationshipName === null ? [] : [{ name: relationshipName, object: childSObject, field }],
  );
  return {
    name: object.name,
    label: object.label,
    can_create: object.createable,
    can_update: object.updateable,
    can_delete: object.deletable,
    record_types: recordTypesOf(object).map(({ id, name }) => ({ id, name })),
    ...(object.name === 'Event' && { needs: eventNeeds }),
    children: children.slice(0, mostChildren),
  };
}
