import { wrongInput } from '@bizmcp/core';
import type { GatheredReads } from '../salesforce.ts';
import { describeIfSeen, findObject } from '../schema/find-object.ts';
import type { ObjectDescription } from '../schema/object-description.ts';

const usual = ['Account', 'Contact', 'Lead', 'Opportunity'];

/** The objects to search in: who names none searches in the usual ones that this user may see, as some licences have no leads. */
export async function readSearchedObjects(
  reads: GatheredReads,
  named: readonly string[] | undefined,
): Promise<ObjectDescription[]> {
  if (named) return Promise.all(named.map((name) => findObject(reads, name, 'object_types')));
  const seen = await Promise.all(usual.map((name) => describeIfSeen(reads, name)));
  const searched = seen.flatMap((object) => (object?.searchable ? [object] : []));
  if (searched.length > 0) return searched;
  throw wrongInput('object_types', `this user sees none of ${usual.join(', ')}`, 'Name others; list_objects has them.');
}
