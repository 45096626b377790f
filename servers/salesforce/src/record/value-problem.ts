import type { Value } from '@bizmcp/soql';
import { type FieldDescription, numberTypes } from '../schema/object-description.ts';
import { RecordId } from './record-id.ts';

interface Demand {
  kinds: readonly Value['kind'][];
  wanted: string;
}

const text: Demand = { kinds: ['string'], wanted: 'a text in single quotes' };
const id: Demand = { kinds: ['string'], wanted: 'the Id of a record in single quotes; find it with query_records' };
const number: Demand = { kinds: ['number', 'currency'], wanted: 'a number, without quotes' };

/** What types of fields are compared with; other types are left to Salesforce. */
const demands: Readonly<Record<string, Demand>> = {
  date: { kinds: ['date', 'relative-date'], wanted: 'a day without quotes, such as 2026-11-21 or THIS_QUARTER' },
  datetime: {
    kinds: ['datetime', 'relative-date'],
    wanted: 'a time without quotes, such as 2026-11-21T00:00:00Z or LAST_N_DAYS:30',
  },
  boolean: { kinds: ['boolean'], wanted: 'TRUE or FALSE, without quotes' },
  ...Object.fromEntries([...numberTypes].map((type) => [type, number])),
  ...Object.fromEntries(['string', 'picklist', 'multipicklist', 'email', 'phone', 'url'].map((type) => [type, text])),
  ...Object.fromEntries(['id', 'reference'].map((type) => [type, id])),
};

/** What is wrong with a value that a field is compared with: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-fieldexpression.html */
export function valueProblem(
  { name, relationshipName, type }: FieldDescription,
  value: Value,
  operator: string,
): string | undefined {
  const demand = Object.hasOwn(demands, type) ? demands[type] : undefined;
  if (demand === undefined || value.kind === 'null') return undefined;
  const fits = demand.kinds.includes(value.kind);
  const isId = demand !== id || (value.kind === 'string' && RecordId.safeParse(value.value).success);
  const day =
    type === 'datetime' && value.kind === 'date' ? `; by days it is DAY_ONLY(${name}) ${operator} ${value.text}` : '';
  const parent = demand === id && relationshipName !== null ? `, or compare ${relationshipName}.Name` : '';
  return fits && isId ? undefined : `${name} (${type}) takes ${demand.wanted}${day}${parent}`;
}
