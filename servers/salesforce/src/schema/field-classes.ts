import { orNothing } from '@bizmcp/core';
import { parseQuery } from '@bizmcp/soql';
import * as z from 'zod';
import type { GatheredReads } from '../salesforce.ts';
import { type FieldMarking, fieldClass, type ValueClass } from './field-class.ts';
import type { ObjectDescription } from './object-description.ts';

/** The classes of an object's fields, by their names in lower case; most have none. */
export type FieldClasses = ReadonlyMap<string, ValueClass>;

/** What an org says of the fields of an object, by their names. */
export type FieldMarkings = ReadonlyMap<string, FieldMarking>;

const WireDefinition = z.object({
  QualifiedApiName: z.string(),
  SecurityClassification: z.string().nullish(),
  ComplianceGroup: z.string().nullish(),
});

/** An object has 900 fields at most, and Salesforce gives 2,000 of these rows. */
const mostFields = 2000;

/** What an object answers that this user does not see. What cannot be read for another reason stops the call: it would be shown. */
const unseen = ['not_found', 'forbidden', 'invalid_input'] as const;

/**
 * Reads the data classification of an object, whose name is Salesforce's own. A user who may not look into the setup learns nothing
 * of it; Salesforce tells of one object at a time.
 * https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-fielddefinition.html
 */
export async function readMarkings({ queryAll }: GatheredReads, object: string): Promise<FieldMarkings> {
  const wanted = 'QualifiedApiName, SecurityClassification, ComplianceGroup';
  const query = `SELECT ${wanted} FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '${object}'`;
  const rows = (await orNothing(queryAll(parseQuery(query), WireDefinition, mostFields), ...unseen)) ?? [];
  const marked = rows.filter(
    ({ ComplianceGroup, SecurityClassification }) => SecurityClassification ?? ComplianceGroup,
  );
  return new Map(
    marked.map(({ ComplianceGroup, QualifiedApiName, SecurityClassification: level = null }) => [
      QualifiedApiName,
      { level, groups: ComplianceGroup?.split(';') ?? [] },
    ]),
  );
}

/** The classes of an object's fields. An object that this user sees only through others is told by the names of its fields. */
export async function readFieldClasses(
  { describe }: Pick<GatheredReads, 'describe'>,
  object: string,
  markingsOf: (object: string) => Promise<FieldMarkings>,
): Promise<FieldClasses> {
  const [description, markings] = await Promise.all([orNothing(describe(object), ...unseen), markingsOf(object)]);
  if (description === undefined) return new Map();
  const ofPerson = description.fields.some(({ name }) => isOfPerson(name)) ? await markingsOf('Contact') : markings;
  return classesOf(description, (name) =>
    isOfPerson(name) ? ofPerson.get(name.replace(/__pc$/, '__c')) : markings.get(name),
  );
}

/** Fields of a person's account belong to its contact, and so do their marks. */
function isOfPerson(name: string): boolean {
  return name.endsWith('__pc');
}

function classesOf({ fields }: ObjectDescription, markingOf: (name: string) => FieldMarking | undefined): FieldClasses {
  return new Map(
    fields.flatMap((field) => {
      const found = fieldClass(field, markingOf(field.name));
      return found === undefined ? [] : [[field.name.toLowerCase(), found] as const];
    }),
  );
}
