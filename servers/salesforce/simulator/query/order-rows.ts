import type { OrderItem } from '@bizmcp/soql';
import { compareForOrder } from './compare-values.ts';
import type { CompileOperand } from './compiled-operand.ts';

/**
 * Orders rows; those without a value come first unless the query says otherwise, in both directions.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-orderby.html
 */
export const orderRows = <Row>(
  rows: readonly Row[],
  items: readonly OrderItem[],
  compileOperand: CompileOperand<Row>,
): Row[] => {
  const comparers = items.map(({ direction, nulls, operand }) => {
    const { field, read, type } = compileOperand(operand);
    const compare = compareForOrder(field, type);
    const sign = direction === 'DESC' ? -1 : 1;
    const nullSide = nulls === 'LAST' ? 1 : -1;
    return (left: Row, right: Row): number => {
      const [first, second] = [read(left), read(right)];
      if (first === null || second === null) return (Number(first === null) - Number(second === null)) * nullSide;
      return compare(first, second) * sign;
    };
  });
  return [...rows].sort((left, right) => {
    for (const compare of comparers) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  });
};
