import { wrongInput } from '@bizmcp/core';
import type { SearchScope } from '@bizmcp/soql';
import { hiddenClass } from '../record/record.ts';
import type { GatheredReads } from '../salesforce.ts';
import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';

/** A search looks into texts alone. */
const otherTypes = new Set('boolean currency date datetime double id int long percent reference time'.split(' '));

/** Of these all fields are searched, whatever the scope. */
const withoutScopes = /^(?:Content\w+|Document|Feed\w+|Knowledge\w*|Product2|Solution|\w+__kav)$/;

/**
 * By which scopes objects are searched for who may not see what is restricted: a record that is found by a masked value tells it. As
 * Salesforce leaves out no single field, names, email addresses and phone numbers stand for all.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_in.htm
 */
export async function objectsByScope(
  reads: Pick<GatheredReads, 'classes'>,
  objects: readonly ObjectDescription[],
  scope: SearchScope,
): Promise<Map<SearchScope, ObjectDescription[]>> {
  const scoped = new Map<SearchScope, ObjectDescription[]>();
  const open = await Promise.all(objects.map((object) => openScopes(reads, object, scope)));
  for (const [index, object] of objects.entries())
    for (const one of open[index] ?? []) scoped.set(one, [...(scoped.get(one) ?? []), object]);
  return scoped;
}

async function openScopes(
  reads: Pick<GatheredReads, 'classes'>,
  object: ObjectDescription,
  scope: SearchScope,
): Promise<SearchScope[]> {
  const classes = await reads.classes(object.name);
  const hidden = object.fields.filter(
    ({ name, type }) => hiddenClass(name, classes) === 'restricted' && !otherTypes.has(type),
  );
  const isOpen = (one: SearchScope) =>
    hidden.length === 0 || !(withoutScopes.test(object.name) || hidden.some((field) => isLookedInto(field, one)));
  const wanted: SearchScope[] = scope !== 'ALL' || isOpen('ALL') ? [scope] : ['NAME', 'EMAIL', 'PHONE'];
  const open = wanted.filter(isOpen);
  if (open.length > 0) return open;
  const problem = `${object.name} can't be searched in scope ${scope}, as fields of it are masked for your role`;
  throw wrongInput('object_types', problem, 'Ask query_records by other fields.');
}

/** Beside the name some standard fields belong to the names, and no custom one. */
function isLookedInto({ name, nameField, type }: FieldDescription, scope: SearchScope): boolean {
  if (scope === 'NAME') return nameField || !/__p?c$/.test(name);
  return scope === 'ALL' || type === scope.toLowerCase();
}
