import type { Query } from '@bizmcp/soql';
import { leavesOf } from './check-query.ts';

/** Whether a query is about what is in the recycle bin, which Salesforce leaves out unless it is asked another way. */
export function asksForDeleted({ where }: Query): boolean {
  return leavesOf(where).some(
    ({ operand }) => operand.kind === 'field' && operand.path.at(-1)?.toLowerCase() === 'isdeleted',
  );
}
