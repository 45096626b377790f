import { compileWildcards, wildcardParts } from '@bizmcp/testkit/simulator';
import { refuse } from '../error-reply.ts';
import { fieldOf, isWire, type Wire } from '../wire.ts';
import type { Condition, Literal, Statement } from './query-statement.ts';

/** What a query can be asked of. */
export interface Queried {
  readonly name: string;
  /** The properties that its page in the API reference marks filterable and sortable. */
  readonly filterable: readonly string[];
  readonly rows: readonly Wire[];
}

const largestPage = 1000;

function refuseQuery(detail: string): never {
  return refuse('4001', `QueryValidationError: ${detail}`);
}

/** The property by its name in any case; refused where it does not exist or cannot be asked for. */
function requireProperty(queried: Queried, wanted: string): string {
  const found = queried.filterable.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const root = wanted.split('.')[0]?.toLowerCase() ?? '';
  const known = queried.rows.flatMap((row) => Object.keys(row));
  if (known.some((name) => name.toLowerCase() === root)) return refuseQuery(`property '${wanted}' is not queryable`);
  return refuseQuery(`Property ${wanted} not found for Entity ${queried.name}`);
}

/** What a row has there, as it is compared: a reference by its value, an email address by its text. */
function comparable(row: Wire, path: string): Literal | undefined {
  const field = fieldOf(row, path);
  const value = isWire(field) ? (field.value ?? field.Address) : field;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

const moment = /^\d{4}-\d\d-\d\dT/;

/** Below 0, 0 or above it, as the first stands to the second; undefined where they cannot be compared. */
function order(value: Literal, wanted: Literal): number | undefined {
  if (typeof value === 'number') return Number.isNaN(Number(wanted)) ? undefined : value - Number(wanted);
  if (typeof value === 'boolean') return String(value) === String(wanted).toLowerCase() ? 0 : undefined;
  if (moment.test(value)) return Date.parse(value) - Date.parse(String(wanted));
  const text = String(wanted);
  if (value === text) return 0;
  return value < text ? -1 : 1;
}

function isLike(value: Literal, template: Literal): boolean {
  const parts = wildcardParts(String(template).toLowerCase(), '%');
  return compileWildcards(parts)(String(value).toLowerCase());
}

function holds(row: Wire, { property, operator, values }: Condition): boolean {
  const value = comparable(row, property);
  if (value === undefined) return false;
  if (operator === 'LIKE') return values.some((wanted) => isLike(value, wanted));
  if (operator === 'IN') return values.some((wanted) => order(value, wanted) === 0);
  const difference = order(value, values[0] ?? '');
  if (difference === undefined) return false;
  if (operator === '=') return difference === 0;
  if (operator === '<=' || operator === '>=') return operator === '<=' ? difference <= 0 : difference >= 0;
  return operator === '<' ? difference < 0 : difference > 0;
}

/** Rows that ORDERBY finds equal have no order that is promised, so they stand otherwise in a page that begins elsewhere. */
function sorted(rows: readonly Wire[], { order: by, startPosition }: Statement): readonly Wire[] {
  if (by.length === 0) return rows;
  const turn = startPosition % Math.max(rows.length, 1);
  return [...rows.slice(turn), ...rows.slice(0, turn)].toSorted((left, right) => {
    for (const { property, isDescending } of by) {
      const [one, other] = [comparable(left, property) ?? '', comparable(right, property) ?? ''];
      const difference = property === 'Id' ? Number(one) - Number(other) : (order(one, other) ?? 0);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
}

/** Inactive names are shown to those alone who ask for them by Active. */
function shownRows({ rows, filterable }: Queried, { where }: Statement): readonly Wire[] {
  const asksActive = where.some(({ property }) => property.toLowerCase() === 'active');
  return asksActive || !filterable.includes('Active') ? rows : rows.filter(({ Active }) => Active !== false);
}

function project(row: Wire, select: Statement['select']): Wire {
  if (select === 'all' || select === 'count') return row;
  const wanted = select.map((name) => name.split('.')[0]?.toLowerCase());
  const kept = Object.entries(row).filter(([name]) => wanted.includes(name.toLowerCase()) || name === 'Id');
  return { ...Object.fromEntries(kept), domain: 'QBO', sparse: true };
}

function requirePage({ startPosition, maxResults }: Statement): void {
  if (maxResults > largestPage) refuseQuery(`value ${maxResults} is too large. Max allowed value is ${largestPage}.`);
  if (maxResults < 0) refuseQuery(`value ${maxResults} is too small. Min allowed value is 0.`);
  if (startPosition < 1) refuseQuery(`value ${startPosition} is too small. Min allowed value is 1.`);
}

/** Answers a statement; the QueryResponse is empty where nothing was found (the page that parseStatement cites). */
export function answerStatement(statement: Statement, queried: Queried): Wire {
  requirePage(statement);
  const known = statement.select === 'all' || statement.select === 'count' ? [] : statement.select;
  for (const name of known) requireSelected(queried, name);
  const where = statement.where.map((one) => ({ ...one, property: requireProperty(queried, one.property) }));
  const by = statement.order.map((one) => ({ ...one, property: requireProperty(queried, one.property) }));
  const found = shownRows(queried, statement).filter((row) => where.every((condition) => holds(row, condition)));
  if (statement.select === 'count') return { totalCount: found.length };
  const first = statement.startPosition - 1;
  const page = sorted(found, { ...statement, order: by }).slice(first, first + statement.maxResults);
  if (page.length === 0) return {};
  const rows = page.map((row) => project(row, statement.select));
  return { [queried.name]: rows, startPosition: statement.startPosition, maxResults: page.length };
}

/** A property that is shown must exist, but need not be filterable. */
function requireSelected(queried: Queried, wanted: string): void {
  const root = wanted.split('.')[0]?.toLowerCase();
  const known = [...queried.filterable, ...queried.rows.flatMap((row) => Object.keys(row))];
  if (!known.some((name) => name.split('.')[0]?.toLowerCase() === root)) {
    refuseQuery(`Property ${wanted} not found for Entity ${queried.name}`);
  }
}

/** Refuses an entity that is not known to queries. */
export function refuseEntity(name: string): never {
  return refuseQuery(`Invalid context declaration: ${name}`);
}
