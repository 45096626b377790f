import * as z from 'zod';

const WireCondition = z.object({
  property: z.string().regex(/^[A-Za-z0-9_]{1,100}$/),
  operation: z
    .object({
      operator: z.string(),
      value: z.coerce.string().optional(),
      values: z.array(z.coerce.string()).optional(),
    })
    .optional()
    .catch(undefined),
});

/** What the trigger of a workflow asks of a property. */
export type Condition = z.output<typeof WireCondition>;

/**
 * Criteria nest branches in branches; a filter on a property stands at any depth. Of an event, a change of a property, the filters
 * beside each other name the property (hs_name) and its new value (hs_value).
 */
export function conditionsIn(criteria: unknown): Condition[] {
  if (typeof criteria !== 'object' || criteria === null) return [];
  const own = WireCondition.safeParse(criteria).data;
  const found = [...(own ? [own] : []), ...Object.values(criteria).flatMap(conditionsIn)];
  const property = found.find((each) => each.property === 'hs_name')?.operation?.value;
  const values = found.filter((each) => each.property === 'hs_value');
  return Array.isArray(criteria) && property ? values.map((each) => ({ ...each, property })) : found;
}

const isAmong = /^(?:IS|HAS_EVER_BEEN)_(?:ANY_OF|EQUAL_TO|EXACTLY)$/;

/** Whether a condition is seen to ask for this value: by its list of values, or as any value will do. */
export function asksFor({ operation }: Condition, value: string | undefined): boolean {
  if (!operation || !value) return false;
  if (operation.operator === 'IS_KNOWN') return true;
  const asked = operation.values ?? [operation.value];
  return isAmong.test(operation.operator) && value.split(';').some((each) => asked.includes(each));
}
