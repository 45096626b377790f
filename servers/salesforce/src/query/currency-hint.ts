import type { Operand, Query } from '@bizmcp/soql';
import { findField, isOfManyCurrencies, type ObjectDescription } from '../schema/object-description.ts';
import { isAggregate } from './grouped-query.ts';

/**
 * In which currency the amounts of a query are, where the org has several and the records do not tell it. Undefined where there are none.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-querying-currency-fields.md
 */
export function currencyHint({ groupBy, having, select }: Query, object: ObjectDescription): string | undefined {
  if (!isOfManyCurrencies(object)) return undefined;
  const operands = select.flatMap((item) => (item.kind === 'operand' ? [item.operand] : []));
  const sums = operands.filter(
    (operand) => isAggregate(operand) && operand.kind === 'call' && operand.name !== 'COUNT',
  );
  const isGrouped = groupBy.length > 0 || having !== undefined;
  if (isGrouped && sums.some((sum) => amountsIn(sum, object).length > 0))
    return "What is made of amounts is in the org's default currency.";
  const own = operands.filter(({ kind }) => kind === 'field');
  if (own.some((operand) => fieldOf(operand) === 'currencyisocode')) return undefined;
  const amounts = own.flatMap((operand) => amountsIn(operand, object));
  return amounts.length > 0 ? `${amounts.join(', ')}: in the currency of each record; add CurrencyIsoCode.` : undefined;
}

/** The amounts of the object itself in an operand. */
function amountsIn(operand: Operand, object: ObjectDescription): string[] {
  if (operand.kind === 'call') return operand.arguments.flatMap((argument) => amountsIn(argument, object));
  const field = findField(object, fieldOf(operand) ?? '');
  return field?.type === 'currency' ? [field.name] : [];
}

function fieldOf(operand: Operand): string | undefined {
  return operand.kind === 'field' && operand.path.length === 1 ? operand.path[0]?.toLowerCase() : undefined;
}
