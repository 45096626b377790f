import { ToolError } from '@bizmcp/core';
import type { Entity } from './entity.ts';

/** The fields that our filters use; nothing of a caller ever stands in the place of one. */
type Field =
  | 'Id'
  | 'Active'
  | 'DisplayName'
  | 'FullyQualifiedName'
  | 'PrimaryEmailAddr'
  | 'Name'
  | 'Sku'
  | 'AccountType'
  | 'Classification'
  | 'DocNumber'
  | 'PaymentRefNum'
  | 'TxnDate'
  | 'DueDate'
  | 'Balance'
  | 'CustomerRef'
  | 'VendorRef';

type Operator = '=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN';

type Value =
  | { text: string }
  /** Texts that have this in them, with LIKE. A percent sign in it stands for anything, as Intuit has no way to escape one. */
  | { contains: string }
  | { id: string }
  | { ids: readonly string[] }
  /** YYYY-MM-DD */
  | { day: string }
  /** Decimal */
  | { amount: string }
  | { flags: 'both' };

/** One condition; all of a query's must hold, as the language has no OR. */
export type Condition = readonly [field: Field, operator: Operator, value: Value];

/** Without a word about them, Intuit leaves the inactive ones out. */
export const inactiveToo: Condition = ['Active', 'IN', { flags: 'both' }];

/** Rows to ask for. */
export interface Query {
  entity: Entity;
  where: readonly Condition[];
  orderBy?: readonly [field: Field, direction: 'ASC' | 'DESC'];
  /** Begins with 1. */
  start: number;
  limit: number;
}

interface QueryOptions {
  where?: readonly (Condition | undefined)[];
  orderBy?: readonly [field: Field, direction: 'ASC' | 'DESC'];
  start?: number;
  limit?: number;
}

/** The most rows that Intuit gives at once. */
export const mostRows = 1000;

/** Asks for rows of an entity; conditions that are undefined are left out. */
export function selectFrom(entity: Entity, { where = [], orderBy, start = 1, limit = mostRows }: QueryOptions): Query {
  const conditions = where.filter((condition) => condition !== undefined);
  return { entity, where: conditions, ...(orderBy && { orderBy }), start, limit: Math.min(limit, mostRows) };
}

/**
 * What follows the name of the entity, in Intuit's query language; begins with a space.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export function clauseOf({ where, orderBy, start, limit }: Query): string {
  // Rows of one day or name have no order of their own, so pages of them would overlap; an id is nobody else's.
  const order = orderBy ? ` ORDERBY ${orderBy[0]} ${orderBy[1]}, Id ${orderBy[1]}` : '';
  return `${conditionsOf(where)}${order} STARTPOSITION ${wholeNumber(start)} MAXRESULTS ${wholeNumber(limit)}`;
}

function conditionsOf(where: readonly Condition[]): string {
  if (where.length === 0) return '';
  return ` WHERE ${where.map(([field, operator, value]) => `${field} ${operator} ${literal(value)}`).join(' AND ')}`;
}

function literal(value: Value): string {
  if ('flags' in value) return '(true, false)';
  if ('day' in value) return quoted(checked(value.day, /^\d{4}-\d{2}-\d{2}$/));
  if ('amount' in value) return quoted(checked(value.amount, /^-?\d{1,15}(\.\d{1,6})?$/));
  if ('id' in value) return quoted(checked(value.id, /^\d{1,20}$/));
  if ('ids' in value) return `(${value.ids.map((id) => quoted(checked(id, /^\d{1,20}$/))).join(', ')})`;
  return 'contains' in value ? quoted(`%${value.contains}%`) : quoted(value.text);
}

/** How many rows match, as the SDK takes that: it counts only by criteria of its own, and escapes all in a text but a backslash. */
export function countOf({ where }: Query): object[] {
  return [{ count: true }, ...where.map(([field, operator, value]) => ({ field, operator, value: criterion(value) }))];
}

function criterion(value: Value): string | readonly string[] | boolean[] {
  if ('flags' in value) return [true, false];
  if ('ids' in value) return value.ids;
  if ('contains' in value) return `%${value.contains}%`.replaceAll('\\', '\\\\');
  return ('text' in value ? value.text : Object.values(value).join('')).replaceAll('\\', '\\\\');
}

/**
 * A text in single quotes. A backslash escapes what would end it, and itself:
 * https://developer.intuit.com/hub/blog/2017/02/08/deep-dive-sql-queries
 */
function quoted(text: string): string {
  return `'${checked(text, /^[^\p{Cc}\p{Cs}]*$/u).replace(/[\\']/g, '\\$&')}'`;
}

function checked(text: string, pattern: RegExp): string {
  if (pattern.test(text)) return text;
  throw new ToolError(
    'invalid_input',
    'A filter holds what QuickBooks cannot filter by. Leave out control characters.',
  );
}

function wholeNumber(value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError('a place in a list is a whole number above 0');
}
