import { readCondition } from './parse-condition.ts';
import { readFieldPath } from './parse-operand.ts';
import { readLimit, readOptionalOrderBy, readQuery } from './parse-query.ts';
import { printCondition, printOperand, printOrderItem } from './print-query.ts';
import { printSearchTerm, readSearchTerm } from './search-term.ts';
import type { Search, SearchScope, SearchTarget } from './search-tree.ts';
import { SoqlError } from './soql-error.ts';
import type { FieldPath } from './syntax-tree.ts';
import { createTokenReader, type TokenReader } from './token-reader.ts';

const scopes: readonly SearchScope[] = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'];
const opening = /^\s*FIND\s*\{/i;

const readFields = (reader: TokenReader): FieldPath[] => {
  const fields = [readFieldPath(reader)];
  while (reader.acceptSign(',')) fields.push(readFieldPath(reader));
  return fields;
};

const readTarget = (reader: TokenReader): SearchTarget => {
  if (reader.peek().kind !== 'word') reader.fail(['an object']);
  const object = reader.take().text;
  if (!reader.acceptSign('('))
    return { object, fields: [], where: undefined, orderBy: [], limit: undefined, offset: undefined };
  const fields = readFields(reader);
  const where = reader.accept('WHERE') ? readCondition(reader, readQuery) : undefined;
  const orderBy = readOptionalOrderBy(reader);
  const { limit, offset } = readLimit(reader);
  reader.expectSign(')');
  return { object, fields, where, orderBy, limit, offset };
};

const readScope = (reader: TokenReader): SearchScope => {
  if (!reader.accept('IN')) return 'ALL';
  const scope = scopes.find((name) => reader.accept(name)) ?? reader.fail(scopes);
  reader.expect('FIELDS');
  return scope;
};

/** The place of the brace that ends the search words; escaped braces do not. */
const endOfTerm = (text: string, start: number): number => {
  for (const match of text.slice(start).matchAll(/\\[\s\S]|\}/g)) if (match[0] === '}') return start + match.index;
  throw new SoqlError('The search words have no end', text.length, ['"}"']);
};

/**
 * Reads a whole search: FIND {words} IN NAME FIELDS RETURNING Account(Id, Name WHERE ... LIMIT 5) LIMIT 20.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-sosl-syntax.html
 */
export const parseSearch = (text: string): Search => {
  const start = opening.exec(text)?.[0].length;
  if (start === undefined) throw new SoqlError('This is no search', 0, ['FIND {']);
  const end = endOfTerm(text, start);
  const term = readSearchTerm(text, start, end);
  // Blanks in the place of the words keep all positions true.
  const reader = createTokenReader(' '.repeat(end + 1) + text.slice(end + 1));
  const scope = readScope(reader);
  const returning: SearchTarget[] = [];
  if (reader.accept('RETURNING')) {
    do returning.push(readTarget(reader));
    while (reader.acceptSign(','));
  }
  const { limit } = readLimit(reader);
  reader.expectEnd(['IN', 'RETURNING', 'LIMIT']);
  return { term, scope, returning, limit };
};

const printTarget = ({ fields, limit, object, offset, orderBy, where }: SearchTarget): string => {
  const name = printOperand({ kind: 'field', path: [object] });
  if (fields.length === 0) return name;
  const clauses = [
    fields.map((path) => printOperand({ kind: 'field', path })).join(', '),
    where && `WHERE ${printCondition(where)}`,
    orderBy.length > 0 && `ORDER BY ${orderBy.map(printOrderItem).join(', ')}`,
    limit !== undefined && `LIMIT ${limit}`,
    offset !== undefined && `OFFSET ${offset}`,
  ];
  return `${name}(${clauses.filter((clause) => typeof clause === 'string').join(' ')})`;
};

/** Writes a search as SOSL. */
export const printSearch = ({ limit, returning, scope, term }: Search): string => {
  const targets = returning.length > 0 ? ` RETURNING ${returning.map(printTarget).join(', ')}` : '';
  return `FIND {${printSearchTerm(term)}} IN ${scope} FIELDS${targets}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
};
