import { refuse } from '../error-reply.ts';

export type Literal = string | number | boolean;
export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN';

/** A property, how it is compared, and with what: several values for IN alone. */
export interface Condition {
  readonly property: string;
  readonly operator: Operator;
  readonly values: readonly Literal[];
}

/** A SELECT as it was understood. */
export interface Statement {
  readonly select: 'all' | 'count' | readonly string[];
  readonly entity: string;
  readonly where: readonly Condition[];
  readonly order: readonly { readonly property: string; readonly isDescending: boolean }[];
  readonly startPosition: number;
  readonly maxResults: number;
}

interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly column: number;
}

const pattern =
  /\s*(?:(?<word>[A-Za-z_][\w.]*)|'(?<text>(?:[^'\\]|\\.)*)'|(?<number>-?\d+(?:\.\d+)?)|(?<sign><=|>=|[=<>(),*]))/y;

/** The parser's words for what it did not expect: https://github.com/consolibyte/quickbooks-php/issues/129 */
function refuseToken({ text, kind, column }: Token, expected: string): never {
  const met = kind === 'end' ? '<EOF>' : text;
  const place = `at line ${kind === 'end' && column === 0 ? 0 : 1}, column ${column}`;
  return refuse('4000', `QueryParserError: Encountered "${met}" ${place}.\nWas expecting:\n    ${expected}`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim() !== '') {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    const column = position + 1;
    if (!found?.groups) return refuseToken({ kind: 'sign', text: text.slice(position).trim(), column }, 'a token');
    position = pattern.lastIndex;
    const [kind = 'sign', value = ''] = Object.entries(found.groups).find(([, group]) => group !== undefined) ?? [];
    tokens.push({ kind: kindOf(kind), text: kind === 'text' ? value.replace(/\\(.)/g, '$1') : value, column });
  }
  return [...tokens, { kind: 'end', text: '', column: text.trim().length }];
}

function kindOf(group: string): Token['kind'] {
  return group === 'word' || group === 'text' || group === 'number' ? group : 'sign';
}

/** Goes along the tokens; a word is met in any case. */
function createCursor(text: string) {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '', column: text.length };
  const take = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const accept = (wanted: string): boolean => {
    const { kind, text: met } = peek();
    const isMet = kind !== 'text' && kind !== 'end' && met.toLowerCase() === wanted;
    if (isMet) at += 1;
    return isMet;
  };
  const expect = (wanted: string): void => {
    if (!accept(wanted)) refuseToken(peek(), `"${wanted}" ...`);
  };
  const word = (): string => {
    const token = take();
    return token.kind === 'word' ? token.text : refuseToken(token, '<IDENTIFIER> ...');
  };
  return { peek, take, accept, expect, word };
}

type Cursor = ReturnType<typeof createCursor>;

/** One and then as many as there are commas. */
function listOf<Item>(cursor: Cursor, read: () => Item): Item[] {
  const items = [read()];
  while (cursor.accept(',')) items.push(read());
  return items;
}

function readSelect(cursor: Cursor): Statement['select'] {
  if (cursor.accept('*')) return 'all';
  const properties = listOf(cursor, cursor.word);
  if (properties.length > 1 || properties[0]?.toLowerCase() !== 'count') return properties;
  for (const sign of ['(', '*', ')']) cursor.expect(sign);
  return 'count';
}

function readLiteral(cursor: Cursor): Literal {
  const token = cursor.take();
  if (token.kind === 'text') return token.text;
  if (token.kind === 'number') return Number(token.text);
  const word = token.text.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : refuseToken(token, '<STRING_LITERAL> ...');
}

function readCondition(cursor: Cursor): Condition {
  const property = cursor.word();
  const token = cursor.take();
  const operator = (['=', '<', '>', '<=', '>=', 'LIKE', 'IN'] as const).find((one) => one === token.text.toUpperCase());
  if (operator === undefined || token.kind === 'text') return refuseToken(token, '"=" ...');
  if (operator !== 'IN') return { property, operator, values: [readLiteral(cursor)] };
  cursor.expect('(');
  const values = listOf(cursor, () => readLiteral(cursor));
  cursor.expect(')');
  return { property, operator, values };
}

function readWhere(cursor: Cursor): Condition[] {
  if (!cursor.accept('where')) return [];
  const conditions = [readCondition(cursor)];
  while (cursor.accept('and')) conditions.push(readCondition(cursor));
  return conditions;
}

function readOrder(cursor: Cursor): Statement['order'] {
  if (cursor.accept('order')) cursor.expect('by');
  else if (!cursor.accept('orderby')) return [];
  return listOf(cursor, () => {
    const property = cursor.word();
    const isDescending = cursor.accept('desc');
    if (!isDescending) cursor.accept('asc');
    return { property, isDescending };
  });
}

function readCount(cursor: Cursor, word: string): number | undefined {
  if (!cursor.accept(word)) return undefined;
  const token = cursor.take();
  return token.kind === 'number' && /^-?\d+$/.test(token.text)
    ? Number(token.text)
    : refuseToken(token, '<INTEGER> ...');
}

/**
 * Understands a SELECT. There is no OR, no JOIN and no GROUP BY; projections are accepted though the page no longer lists them.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export function parseStatement(text: string): Statement {
  const cursor = createCursor(text);
  cursor.expect('select');
  const select = readSelect(cursor);
  cursor.expect('from');
  const entity = cursor.word();
  const where = readWhere(cursor);
  const order = readOrder(cursor);
  const startPosition = readCount(cursor, 'startposition') ?? 1;
  const maxResults = readCount(cursor, 'maxresults') ?? 100;
  if (cursor.peek().kind !== 'end') refuseToken(cursor.peek(), '<EOF>');
  return { select, entity, where, order, startPosition, maxResults };
}
