import { createRandom } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { clauseOf, inactiveToo, selectFrom } from '../src/query.ts';
import { createQuickBooksWire, item, rows } from './fake-quickbooks.ts';

test('each kind of value is written as Intuit documents it', () => {
  const query = selectFrom('Invoice', {
    where: [
      ['DocNumber', '=', { text: "O'Neil \\ 7" }],
      undefined,
      ['DisplayName', 'LIKE', { contains: 'bak' }],
      ['TxnDate', '>=', { day: '2026-01-05' }],
      ['Balance', '>', { amount: '0' }],
      ['CustomerRef', '=', { id: '12' }],
      ['Id', 'IN', { ids: ['1', '2'] }],
      inactiveToo,
    ],
    orderBy: ['TxnDate', 'DESC'],
    start: 26,
    limit: 25,
  });

  expect(clauseOf(query)).toBe(
    " WHERE DocNumber = 'O\\'Neil \\\\ 7' AND DisplayName LIKE '%bak%' AND TxnDate >= '2026-01-05' AND Balance > '0'" +
      " AND CustomerRef = '12' AND Id IN ('1', '2') AND Active IN (true, false) ORDERBY TxnDate DESC, Id DESC STARTPOSITION 26 MAXRESULTS 25",
  );
});

test('whatever text a caller gives stays one literal, which reads back as that text', () => {
  for (const text of hostileTexts(2000)) {
    const clause = clauseOf(selectFrom('Customer', { where: [['DisplayName', '=', { text }]], limit: 1 }));

    const { value, end } = readLiteral(clause, " WHERE DisplayName = '".length);
    expect(value).toBe(text);
    expect(clause.slice(end)).toBe(' STARTPOSITION 1 MAXRESULTS 1');
  }
});

test('the statement that reaches the wire is the one that was built, whatever the SDK does to its address', async () => {
  const wire = createQuickBooksWire({ 'QUERY item': rows('Item', [item, { ...item, Id: '6' }]) });

  // The statement has percent signs of its own; in a part of a name none is taken.
  for (const text of hostileTexts(20).map((each) => each.replaceAll('%', ''))) {
    await wire.call('search_items', { query: `x${text}`, limit: 1 });

    const [statement = '', count = ''] = wire.requests.flatMap(({ query }) => query.get('query') ?? []).slice(-2);
    const { value, end } = readLiteral(statement, "select * from item WHERE Name LIKE '".length);
    const counted = readLiteral(count, "select count(*) from item where Name LIKE '".length);
    expect([value, counted.value]).toEqual([`%x${text}%`, `%x${text}%`]);
    expect(count.slice(counted.end)).toBe(' startposition 1 maxresults 1000');
    expect(statement.slice(end)).toBe(' ORDERBY Name ASC, Id ASC STARTPOSITION 1 MAXRESULTS 2');
  }
});

test.each([
  [['TxnDate', '=', { day: "2026-01-05' OR '" }]],
  [['Id', '=', { id: "1' OR Id = '2" }]],
  [['Id', 'IN', { ids: ['1', "2')"] }]],
  [['Balance', '>', { amount: '0 OR 1' }]],
  [['DisplayName', '=', { text: 'line\nbreak' }]],
] as const)('a value of another kind is refused: %j', (condition) => {
  expect(() => clauseOf(selectFrom('Invoice', { where: [condition] }))).toThrow('QuickBooks cannot filter by');
});

test('no more rows are asked for than Intuit gives at once', () => {
  expect(clauseOf(selectFrom('Bill', { limit: 5000 }))).toBe(' STARTPOSITION 1 MAXRESULTS 1000');
});

/** Reads a literal by the vendor's rule, a backslash escapes the next character, until its closing quote. */
function readLiteral(statement: string, start: number): { value: string; end: number } {
  let value = '';
  for (let at = start; at < statement.length; at += 1) {
    const character = statement.charAt(at);
    if (character === "'") return { value, end: at + 1 };
    if (character === '\\') at += 1;
    value += statement.charAt(at);
  }
  throw new Error('the literal has no end');
}

/** Texts made of what could end a literal, a statement or an address. */
function hostileTexts(count: number): string[] {
  const parts = [
    "'",
    '\\',
    '%',
    ' ',
    '#',
    '&',
    '+',
    '?',
    '@@',
    '<',
    '=',
    '--',
    '"',
    ')',
    ' OR ',
    "' OR '1'='1",
    '/',
    'é',
    '漢',
    '%27',
    '$&',
  ];
  const { below: random } = createRandom(7);
  return Array.from({ length: count }, () =>
    Array.from({ length: random(9) }, () => parts[random(parts.length)]).join(''),
  );
}
