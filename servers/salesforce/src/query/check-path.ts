import { type ToolError, wrongInput } from '@bizmcp/core';
import type { FieldPath } from '@bizmcp/soql';
import type { GatheredReads } from '../salesforce.ts';
import { isValueClass } from '../schema/field-class.ts';
import { describeIfSeen } from '../schema/find-object.ts';
import { type FieldDescription, findField, type ObjectDescription } from '../schema/object-description.ts';
import { suggestNames } from '../schema/suggest-names.ts';

/** Where a path stands: in which object, under which other name, and in which argument of the tool. */
export interface PathPlace {
  object: ObjectDescription;
  alias: string | undefined;
  argument: string;
}

/** A field, and the object that it is of. */
export interface FoundField {
  object: ObjectDescription;
  field: FieldDescription;
}

/**
 * The field that a path leads to over its parents; unknown names are refused with those that come near. Undefined behind a reference
 * that may lead to several objects (the owner of a lead is a user or a queue), or to one that is not described, where only Salesforce can tell.
 */
export async function checkPath(
  api: GatheredReads,
  path: FieldPath,
  place: PathPlace,
): Promise<FoundField | undefined> {
  let current = place.object;
  for (const step of ownSteps(path, place)) {
    const reference = findReference(current, step);
    if (reference === undefined) throw unknownParent(current, step, place.argument);
    const [target, ...others] = reference.referenceTo;
    if (target === undefined || others.length > 0) return undefined;
    const parent = await describeIfSeen(api, target);
    if (parent === undefined) return undefined;
    current = parent;
  }
  const name = path.at(-1) ?? '';
  const field = findField(current, name);
  if (field === undefined) throw await unknownField(api, current, name, place.argument);
  return { object: current, field };
}

/** The parents on the way, without the object's own name or alias before them: `Account.Name` of Account. */
function ownSteps(path: FieldPath, { alias, object }: PathPlace): FieldPath {
  const steps = path.slice(0, -1);
  const first = steps[0]?.toLowerCase();
  const isOwn = first !== undefined && (first === alias?.toLowerCase() || first === object.name.toLowerCase());
  return isOwn && findReference(object, first) === undefined ? steps.slice(1) : steps;
}

function findReference({ fields }: ObjectDescription, step: string): FieldDescription | undefined {
  const wanted = step.toLowerCase();
  return fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === wanted);
}

const advice = 'describe_object has the names of fields and parents.';

async function unknownField(
  api: GatheredReads,
  object: ObjectDescription,
  name: string,
  argument: string,
): Promise<ToolError> {
  const ofParent = await parentField(api, object, name);
  if (ofParent !== undefined)
    return wrongInput(argument, `no field ${name} of ${object.name}: that of its parent is ${ofParent}`);
  const known = object.fields.map((field) => field.name);
  return wrongInput(argument, `no field ${name} of ${object.name}${suggestNames(name, known)}`, advice);
}

/** `Account.Name` for AccountName. */
async function parentField(api: GatheredReads, { fields }: ObjectDescription, name: string) {
  const wanted = name.toLowerCase().replaceAll('_', '');
  for (const { referenceTo, relationshipName } of fields) {
    if (relationshipName === null || !wanted.startsWith(relationshipName.toLowerCase())) continue;
    const parent = await describeIfSeen(api, referenceTo.at(-1) ?? '');
    const field = parent && findField(parent, wanted.slice(relationshipName.length));
    if (field) return `${relationshipName}.${field.name}`;
  }
  return undefined;
}

function unknownParent(object: ObjectDescription, step: string, argument: string): ToolError {
  const wanted = step.toLowerCase();
  if (isValueClass(wanted))
    return wrongInput(argument, `${step} is where an answer has what this org classes`, 'Name the field itself.');
  if (object.childRelationships.some(({ relationshipName }) => relationshipName?.toLowerCase() === wanted)) {
    const problem = `${step} are children of ${object.name}, not a parent`;
    return wrongInput(argument, problem, `Select them by (SELECT Name FROM ${step}), in fields.`);
  }
  const known = object.fields.flatMap(({ relationshipName }) => relationshipName ?? []);
  return wrongInput(argument, `${step} leads to no parent of ${object.name}${suggestNames(step, known)}`, advice);
}
