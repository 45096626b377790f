import type { FieldPath } from '@bizmcp/soql';
import { refuse } from '../error-reply.ts';
import type { FieldDefinition, FieldValue } from '../field-definition.ts';
import { findField, type ObjectDefinition, type OrgRecord } from '../object-definition.ts';
import { nameObject, targetOf } from '../org-schema.ts';
import { findRecord, type OrgState, objectNameOf } from '../org-state.ts';

/** A path that was found: the references on the way, and the field at its end. */
export interface ResolvedPath {
  readonly steps: readonly FieldDefinition[];
  readonly field: FieldDefinition;
  /** The names as Salesforce spells them. */
  readonly names: readonly string[];
  /** The name of a function of it in a row. */
  readonly alias?: string;
}

const advice =
  "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";

const findStep = (definition: ObjectDefinition, name: string): FieldDefinition => {
  const wanted = name.toLowerCase();
  const step = definition.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === wanted);
  if (step !== undefined) return step;
  throw refuse(
    400,
    'INVALID_FIELD',
    `Didn't understand relationship '${name}' in field path. ${advice.replace("'__c' after the custom field", "'__r' after the custom relationship")}`,
  );
};

/** Finds what a path leads to, or refuses it: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-relationships-understand.html */
export const resolvePath = (definition: ObjectDefinition, path: FieldPath): ResolvedPath => {
  const steps: FieldDefinition[] = [];
  let current = definition;
  for (const name of path.slice(0, -1)) {
    const step = findStep(current, name);
    steps.push(step);
    current = targetOf(step) ?? nameObject;
  }
  const name = path.at(-1) ?? '';
  const field = findField(current, name);
  if (field === undefined)
    throw refuse(400, 'INVALID_FIELD', `No such column '${name}' on entity '${current.name}'. ${advice}`);
  return { steps, field, names: [...steps.map(({ relationshipName }) => relationshipName ?? ''), field.name] };
};

/** Reads one field; the type of a record of unknown kind is its object. */
const readField = (record: OrgRecord, name: string): FieldValue => {
  if (name === 'Type' && !('Type' in record)) return objectNameOf(record);
  return record[name] ?? null;
};

/** Follows a path from a record; null when a parent on the way is missing. */
export const readPath = (state: OrgState, record: OrgRecord, { field, steps }: ResolvedPath): FieldValue => {
  let current: OrgRecord | undefined = record;
  for (const step of steps) {
    current = findRecord(state, current[step.name]);
    if (current === undefined) return null;
  }
  const last = steps.at(-1);
  if (field.name === 'Type' && last !== undefined && last.referenceTo.length > 1) return objectNameOf(current);
  return readField(current, field.name);
};
