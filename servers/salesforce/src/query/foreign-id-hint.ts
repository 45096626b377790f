import { RecordId } from '../record/record-id.ts';
import type { GatheredReads } from '../salesforce.ts';
import { describeIfSeen, isIdOf } from '../schema/find-object.ts';
import { findField } from '../schema/object-description.ts';
import type { FoundField } from './check-path.ts';
import { type Leaf, valuesOf } from './check-query.ts';

/** That the ids which a field is compared with are of records that it never leads to: nothing can be found so. */
export async function foreignIdHint(
  api: GatheredReads,
  leaf: Leaf,
  found: FoundField | undefined,
): Promise<string | undefined> {
  const targets = found ? targetsOf(found) : [];
  if (found === undefined || targets.length === 0) return undefined;
  const compared = leaf.kind === 'semi-join' ? await selectedBy(api, leaf) : await ownersOf(api, leaf, targets);
  const foreign = compared.filter((object) => !targets.includes(object));
  if (foreign.length === 0 || foreign.length < compared.length) return undefined;
  return `${found.field.name} has ids of ${targets.slice(0, 5).join(', ')}, and is compared with those of ${foreign.join(', ')}.`;
}

function targetsOf({ field, object }: FoundField): readonly string[] {
  return field.type === 'id' ? [object.name] : field.referenceTo;
}

/** The objects of the ids that a subquery selects. */
async function selectedBy(api: GatheredReads, { query }: Extract<Leaf, { kind: 'semi-join' }>): Promise<string[]> {
  const [item] = query.select;
  const path = item?.kind === 'operand' && item.operand.kind === 'field' ? item.operand.path : [];
  const object = path.length === 1 ? await describeIfSeen(api, query.from) : undefined;
  const field = object && findField(object, path[0] ?? '');
  return object && field ? [...targetsOf({ object, field })] : [];
}

/** The objects of the ids that stand in a condition: their first three letters tell. */
async function ownersOf(api: GatheredReads, leaf: Leaf, targets: readonly string[]): Promise<string[]> {
  const ids = valuesOf(leaf).flatMap((value) =>
    value.kind === 'string' && RecordId.safeParse(value.value).success ? [value.value] : [],
  );
  if (ids.length === 0) return [];
  const objects = await api.objects();
  const owners = ids.flatMap((id) => {
    const alike = objects.filter((each) => isIdOf(each, id)).map(({ name }) => name);
    return alike.find((name) => targets.includes(name)) ?? alike[0] ?? [];
  });
  return [...new Set(owners)];
}
