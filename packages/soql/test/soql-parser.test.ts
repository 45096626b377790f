import { describe, expect, test } from 'vitest';
import {
  literalSearchTerm,
  parseCondition,
  parseOrderBy,
  parseQuery,
  parseSearch,
  parseSelectItem,
  printCondition,
  printQuery,
  printSearch,
  SoqlError,
} from '../src/index.ts';
import { printSearchTerm } from '../src/search-term.ts';

const errorOf = (read: () => unknown): SoqlError => {
  try {
    read();
  } catch (error) {
    if (error instanceof SoqlError) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('a query', () => {
  test('becomes a tree of all its clauses', () => {
    const query = parseQuery(
      `select Id, Account.Owner.Name, count(Id) total, (SELECT Id FROM Contacts LIMIT 2) from Opportunity o
       where Amount >= 1.5e3 and (StageName in ('A', 'B') or CloseDate = last_n_days:30) with user_mode
       group by CALENDAR_YEAR(CloseDate) having count(Id) > 2 order by count(Id) desc nulls last, Name
       limit 10 offset 20 for view`,
    );

    expect(printQuery(query)).toBe(
      "SELECT Id, Account.Owner.Name, COUNT(Id) total, (SELECT Id FROM Contacts LIMIT 2) FROM Opportunity o WHERE Amount >= 1.5e3 AND (StageName IN ('A', 'B') OR CloseDate = LAST_N_DAYS:30) WITH USER_MODE GROUP BY CALENDAR_YEAR(CloseDate) HAVING COUNT(Id) > 2 ORDER BY COUNT(Id) DESC NULLS LAST, Name ASC LIMIT 10 OFFSET 20 FOR VIEW",
    );
    expect(query.orderBy[0]).toMatchObject({ direction: 'DESC', nulls: 'LAST' });
    expect(query.select[2]).toEqual({
      kind: 'operand',
      operand: { kind: 'call', name: 'COUNT', arguments: [{ kind: 'field', path: ['Id'] }] },
      alias: 'total',
    });
  });

  test.each([
    ['SELECT Id FROM', 14, 'Unexpected the end at position 14; expected an object'],
    ['SELECT FROM Account', 19, 'Unexpected the end at position 19; expected FROM'],
    ['SELECT Id FROM Account WHERE', 28, 'Unexpected the end at position 28; expected a field or a function'],
    ['SELECT Id FROM Account WHERE Name = Other', 36, 'Unexpected "Other"'],
    ['SELECT Id FROM Account WHERE Name = :name', 36, 'Unexpected ":"'],
    ["SELECT Id FROM Account WHERE Name = 'a' OR Name = 'b' AND Name = 'c'", 54, 'Unexpected "AND"'],
    ["SELECT Id FROM Account WHERE Name = 'abc", 36, 'has no end'],
    ["SELECT Id FROM Account WHERE Name = 'a\\x'", 38, 'no escape sequence'],
    ["SELECT Id FROM Account WHERE Name = '50\\%'", 39, 'LIKE alone'],
    ['SELECT Id FROM Account WHERE CreatedDate = 2026-02-30', 43, 'no day of the calendar'],
    ['SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS', 54, 'expected ":"'],
    ['SELECT Id FROM Account; DELETE', 22, 'Unexpected ";"'],
    ['SELECT Id FROM Account -- all', 23, 'Unexpected "-"'],
    ['SELECT TYPEOF What WHEN Account THEN Name END FROM Task', 7, 'TYPEOF is not supported'],
    ['SELECT DISTANCE(Id) FROM Account', 7, 'DISTANCE() is not supported'],
    ['SELECT SLEEP(Id) FROM Account', 7, 'not a function of SOQL'],
    ['SELECT Id FROM Account GROUP BY ROLLUP(Name)', 32, 'ROLLUP is not supported'],
    ['SELECT Id FROM Account LIMIT -1', 29, 'Unexpected "-1"'],
    ['SELECT Id FROM Account LIMIT 1 LIMIT 2', 31, 'expected'],
    ['SELECT A.B.C.D.E.F.G FROM Account', 7, 'five levels'],
    ['SELECT Id FROM Account USING SCOPE mine', 23, 'USING SCOPE'],
    [`SELECT Id FROM Account WHERE ${'('.repeat(60)}Id = null${')'.repeat(60)}`, 70, 'levels of nesting'],
  ])('%j is refused at position %i', (text, position, message) => {
    const error = errorOf(() => parseQuery(text));

    expect(error.message).toContain(message);
    expect(error.position).toBe(position);
  });

  test('keeps text as it was meant through escapes', () => {
    const text = 'O\'Brien \\ "x"\n\t%_ \u0001 é 😀';

    const printed = printCondition({
      kind: 'comparison',
      operand: { kind: 'field', path: ['Name'] },
      operator: '=',
      value: { kind: 'string', value: text },
    });

    expect(printed).toMatch(/^Name = 'O\\'Brien \\\\ "x"\\n\\t%_ \\u0001 é 😀'$/u);
    expect(parseCondition(printed)).toMatchObject({ value: { kind: 'string', value: text } });
  });

  test('tells wildcards from their signs in LIKE', () => {
    expect(parseCondition("Name LIKE '5\\%\\_a%_\\\\'")).toMatchObject({
      pattern: [{ kind: 'text', text: '5%_a' }, { kind: 'any' }, { kind: 'one' }, { kind: 'text', text: '\\' }],
    });
    expect(printCondition(parseCondition("Name LIKE '5\\%\\_a%_\\\\'"))).toBe("Name LIKE '5\\%\\_a%_\\\\'");
  });

  test('is not printed with a name, number or date that is none', () => {
    const field = (name: string) => ({ ...parseQuery('SELECT Id FROM Account'), from: name });

    expect(() => printQuery(field('Account WHERE Id != null'))).toThrow(TypeError);
    expect(() =>
      printCondition({
        kind: 'comparison',
        operand: { kind: 'field', path: ['Amount'] },
        operator: '>',
        value: { kind: 'number', text: '1 OR Id != null' },
      }),
    ).toThrow(TypeError);
  });
});

describe('a part of a query', () => {
  test('is read on its own', () => {
    expect(parseSelectItem('Account.Name')).toMatchObject({ operand: { path: ['Account', 'Name'] } });
    expect(parseOrderBy('Name DESC NULLS LAST, Id')).toHaveLength(2);
  });

  test.each(['Name FROM User', 'Id, Name', 'Id WHERE', 'Id--', 'Id/**/', "'x'"])('%j is no single field', (text) => {
    expect(() => parseSelectItem(text)).toThrow(SoqlError);
  });
});

describe('a search', () => {
  test('is read and written', () => {
    const text =
      'FIND {(north* AND "big deal") OR (acme AND NOT co\\-op)} IN NAME FIELDS RETURNING Account(Id, Name WHERE Industry = \'Energy\' ORDER BY Name ASC LIMIT 3), Contact LIMIT 5';

    expect(printSearch(parseSearch(text))).toBe(
      'FIND {((north* AND "big deal") OR (acme AND NOT co\\-op))} IN NAME FIELDS RETURNING Account(Id, Name WHERE Industry = \'Energy\' ORDER BY Name ASC LIMIT 3), Contact LIMIT 5',
    );
  });

  test.each(['a} RETURNING User(Id', 'x" OR "y', 'AND', 'a OR b', '{', "\\'", 'a*b?', '(((', 'a\\'])(
    'the words %j mean themselves',
    (words) => {
      const search = parseSearch(`FIND {${printSearchTerm(literalSearchTerm(words))}} RETURNING Account(Id)`);

      const written = JSON.stringify(search.term);
      expect(search.returning).toHaveLength(1);
      expect(search.returning[0]?.object).toBe('Account');
      for (const word of words.split(' ')) expect(written).toContain(JSON.stringify(word).slice(1, -1));
      expect(written).not.toContain('"any"');
      expect(written).not.toContain('"kind":"or"');
    },
  );

  test('takes words that join others for themselves, in the double quotes that Salesforce asks for', () => {
    expect(printSearchTerm(literalSearchTerm('research and NOT development'))).toBe(
      '(research AND "and" AND "NOT" AND development)',
    );
  });

  test.each([
    ['SELECT Id FROM Account', 0],
    ['FIND {abc', 9],
    ['FIND {a:b}', 7],
    ['FIND {}', 6],
    ['FIND {a} IN SOME FIELDS', 12],
    ['FIND {a} RETURNING', 18],
  ])('%j is refused at position %i', (text, position) => {
    expect(errorOf(() => parseSearch(text)).position).toBe(position);
  });
});
