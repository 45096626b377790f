import { orNothing, ToolError, wrongInput } from '@bizmcp/core';
import { foldedAdvice, isFolded } from '../record/record-id.ts';
import type { GatheredReads } from '../salesforce.ts';
import type { ObjectDescription } from './object-description.ts';
import { suggestNames } from './suggest-names.ts';

/**
 * The description of an object that a caller named; an unknown name is refused with those that come near. The plural of one is taken for
 * it, but within a query, which is sent as it stands.
 */
export async function findObject(api: GatheredReads, name: string, path = 'object_type'): Promise<ObjectDescription> {
  try {
    return await api.describe(name);
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found') throw error;
    const objects = await api.objects();
    const [meant, ...others] = objects.filter(({ labelPlural }) => labelPlural.toLowerCase() === name.toLowerCase());
    if (meant && others.length === 0 && path.startsWith('object')) return api.describe(meant.name);
    const known = objects.map((object) => object.name);
    const problem = `no object ${name} that this user may see${suggestNames(name, known)}`;
    throw new ToolError('not_found', `Salesforce has ${problem}. list_objects has all names; custom ones end in __c.`, {
      fields: [{ path, problem }],
    });
  }
}

/** The description of an object that another one refers to; undefined where this user may not see it. */
export async function describeIfSeen(
  api: Pick<GatheredReads, 'describe'>,
  name: string,
): Promise<ObjectDescription | undefined> {
  return orNothing(api.describe(name), 'not_found', 'forbidden');
}

/** Whether an id begins as those of an object do, as far as they have a beginning of their own. */
export function isIdOf({ keyPrefix }: { keyPrefix?: string | null | undefined }, id: string): boolean {
  return !!keyPrefix && id.startsWith(keyPrefix);
}

/** As {@link findObject}, for a record of it: ids of an object begin alike, so that one of another is told at once. */
export async function findObjectOf(api: GatheredReads, name: string, recordId: string): Promise<ObjectDescription> {
  const object = await findObject(api, name);
  const { keyPrefix } = object;
  if (!keyPrefix || isIdOf(object, recordId)) return object;
  const problem = `is the Id of another kind of record; those of ${object.name} begin with ${keyPrefix}`;
  throw wrongInput('record_id', problem, isFolded(recordId) ? foldedAdvice : 'Find it with query_records.');
}

/** For a record that is not there, or not for this user. */
export function noRecord({ name }: ObjectDescription, recordId: string): ToolError {
  const advice = isFolded(recordId) ? foldedAdvice : 'Find it with query_records.';
  return new ToolError('not_found', `No ${name} with this id that this user may see; it may be deleted. ${advice}`);
}
