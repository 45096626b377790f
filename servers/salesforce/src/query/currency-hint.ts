import type { Query } from '@bizmcp/soql';
import type { GatheredReads } from '../salesforce.ts';
import { isOfManyCurrencies, type ObjectDescription } from '../schema/object-description.ts';
import { checkPath, type FoundField } from './check-path.ts';
import { type Leaf, leavesOf, valuesOf } from './check-query.ts';
import { pathOf } from './empty-value-hint.ts';
import { isAggregateItem } from './grouped-query.ts';

const code = 'CurrencyIsoCode';
const uncounted = /^(?:SUM|AVG|MIN|MAX)$/;

/**
 * In which currency the amounts of a query are, where the org has several and the records do not tell it. Undefined where there are none.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-querying-currency-fields.md
 */
export async function currencyHint(
  api: GatheredReads,
  query: Query,
  object: ObjectDescription,
): Promise<string | undefined> {
  if (query.select.some(isAggregateItem)) return sumHint(api, query, object);
  const amounts = await untoldAmounts(api, query, object);
  if (amounts.length === 0) return undefined;
  const codes = new Set(amounts.map((path) => [...path.split('.').slice(0, -1), code].join('.')));
  return `${amounts.join(', ')}: in the currency of each record; add ${[...codes].join(', ')}.`;
}

async function sumHint(
  api: GatheredReads,
  { groupBy, having, select }: Query,
  object: ObjectDescription,
): Promise<string | undefined> {
  const summed = select.flatMap((item) => {
    const operand = item.kind === 'operand' ? item.operand : undefined;
    const [of] = operand?.kind === 'call' && uncounted.test(operand.name) ? operand.arguments : [];
    return of?.kind === 'field' ? [of.path] : [];
  });
  const found = await Promise.all(summed.map((path) => checkPath(api, path, placeIn(object))));
  if (!found.some(isAmountOfMany)) return undefined;
  return groupBy.length > 0 || having
    ? "What is made of amounts is in the org's default currency."
    : "In which currency all amounts together are Salesforce does not say: with a field to group by they are in the org's default currency.";
}

/** The paths of amounts that are selected without their currency, of children too. */
async function untoldAmounts(api: GatheredReads, { select }: Query, object: ObjectDescription): Promise<string[]> {
  const paths = select.flatMap((item) =>
    item.kind === 'operand' && item.operand.kind === 'field' ? [item.operand.path] : [],
  );
  const names = new Set(paths.map((path) => path.join('.').toLowerCase()));
  const own = await Promise.all(
    paths.map(async (path) => {
      const told = [...path.slice(0, -1), code].join('.').toLowerCase();
      const isUntold = !names.has(told) && isAmountOfMany(await checkPath(api, path, placeIn(object)));
      return isUntold ? [path.join('.')] : [];
    }),
  );
  const ofChildren = select.map(async (item) => {
    if (item.kind !== 'subquery') return [];
    const name = item.query.from.toLowerCase();
    const child = object.childRelationships.find(({ relationshipName }) => relationshipName?.toLowerCase() === name);
    const amounts = child ? await untoldAmounts(api, item.query, await api.describe(child.childSObject)) : [];
    return amounts.map((path) => `${child?.relationshipName}.${path}`);
  });
  return [...own, ...(await Promise.all(ofChildren))].flat();
}

/**
 * What a number is compared with: without a code it is the number of each amount, whatever its currency (same page). Nothing is told
 * where records of one currency are asked for, nor of 0.
 */
export function comparedHint(leaf: Leaf, found: FoundField | undefined, where: Query['where']): string | undefined {
  const number = valuesOf(leaf).find((value) => value.kind === 'number' && Number(value.text) !== 0);
  if (number?.kind !== 'number' || !isAmountOfMany(found)) return undefined;
  if (leavesOf(where).some((other) => pathOf(other).toLowerCase().endsWith(code.toLowerCase()))) return undefined;
  return `${pathOf(leaf)} is compared by number, whatever its currency: with a code, as USD${number.text}, by worth.`;
}

function placeIn(object: ObjectDescription) {
  return { object, alias: undefined, argument: 'fields' };
}

function isAmountOfMany(found: FoundField | undefined): boolean {
  return found?.field.type === 'currency' && isOfManyCurrencies(found.object);
}
