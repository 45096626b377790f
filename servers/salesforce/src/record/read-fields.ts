import { mayPass } from '@bizmcp/core';
import { type Condition, parseQuery, type Query } from '@bizmcp/soql';
import { alsoArchived } from '../kept-records.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import { type SalesforceRecord, toRecord, WireRow } from './record.ts';

/** A condition that one field, of the object or its parent, has this value. */
export function fieldIs(path: string, value: string | number): Condition {
  return {
    kind: 'comparison',
    operand: { kind: 'field', path: path.split('.') },
    operator: '=',
    value: typeof value === 'number' ? { kind: 'number', text: String(value) } : { kind: 'string', value },
  };
}

/** Reads fields of the one record that a condition finds; undefined where there is none. */
export async function readFields(
  api: Salesforce,
  object: string,
  where: Condition,
  fields: readonly string[],
): Promise<SalesforceRecord | undefined> {
  const query = { ...parseQuery(`SELECT ${fields.join(', ')} FROM ${object} LIMIT 1`), where };
  const [row] = (await api.query(alsoArchived(query), WireRow)).rows;
  return row && toRecord(row);
}

/** Reads what a preview is told by. What the user may not read is left out; of what passes, which the write would meet too, it is told. */
export async function readIfSeen(api: Salesforce, query: Query, most: number): Promise<Values[]> {
  try {
    return await api.queryAll(query, WireRow, most);
  } catch (error) {
    if (mayPass(error)) throw error;
    return [];
  }
}

/** Reads so of what a query without an order or limit finds the first that meet conditions besides. */
export function readAmong(
  api: Salesforce,
  all: string,
  conditions: readonly Condition[],
  most: number,
): Promise<Values[]> {
  const query = parseQuery(`${all} LIMIT ${most}`);
  const where: Condition = { kind: 'and', conditions: [query.where ?? [], conditions].flat() };
  return readIfSeen(api, { ...query, where }, most);
}

/** Present values beside new ones; a field without a value is null on both sides. */
export function changeOf(present: SalesforceRecord | undefined, values: Readonly<Record<string, unknown>>) {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, present?.[name] ?? null]));
  return { before, after: values };
}
