import { questionOf } from './question.ts';

/** One call of a tool. */
export interface Question {
  name: string;
  arguments: Record<string, unknown>;
}

/** The question of a caller, other than that of any of 63 others: equal ones under way at once would share one request to the system. */
export type AskAs = (caller: number) => Question;

/** A read of each server that asks its system one thing and is not answered from memory. */
export const cheapReads: Readonly<Record<string, AskAs>> = {
  hello: questionOf,
  // Of objects that there are few of: a search through many is the simulated vendor's work, not ours.
  hubspot: varied('search_objects', { object_type: 'products' }, 'sort', [
    ...['createdate', '-createdate', 'name', '-name', 'price', '-price', 'hs_sku', '-hs_sku'],
  ]),
  quickbooks: varied('search_customers', {}, 'query', [...'aeinorst']),
  salesforce: varied('query_records', { object_type: 'User', fields: ['Id', 'Name'] }, 'order_by', [
    ...['Id', 'Id DESC', 'Name', 'Name DESC', 'CreatedDate', 'CreatedDate DESC', 'Email', 'Email DESC'],
  ]),
  supabase: varied('query_table', { table: 'support_tickets', select: 'id' }, 'offset', [0, 1, 2, 3, 4, 5, 6, 7]),
  xero: varied('search_contacts', {}, 'query', [...'aeinorst']),
};

function varied(name: string, fixed: Record<string, unknown>, argument: string, values: readonly unknown[]): AskAs {
  return (caller) => ({
    name,
    arguments: {
      ...fixed,
      [argument]: values[Math.floor(caller / 8) % values.length],
      limit: 1 + (caller % 8),
    },
  });
}
