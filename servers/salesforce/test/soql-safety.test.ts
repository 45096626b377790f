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
  type Query,
  SoqlError,
} from '@bizmcp/soql';
import { describe, expect, test } from 'vitest';

import { hostileTexts } from './hostile-texts.ts';
import { openOrg } from './org-client.ts';
import { createTreeSource } from './random-tree.ts';

const base = parseQuery("SELECT Id, Name FROM Account WHERE Industry = 'Energy' WITH USER_MODE LIMIT 5");

/** What a text is read as; undefined when it is refused. */
const readOrRefuse = <Tree>(read: () => Tree): Tree | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof SoqlError) return undefined;
    throw error;
  }
};

describe('printing and reading', () => {
  test('give back every one of 3,000 trees', () => {
    const source = createTreeSource(7);

    for (let count = 0; count < 3_000; count += 1) {
      const tree = source.query(2);
      expect(parseQuery(printQuery(tree))).toEqual(tree);
    }
  });

  test('give back every condition on its own, and a condition is never more than that', () => {
    const source = createTreeSource(8);

    for (let count = 0; count < 3_000; count += 1) {
      const where = source.condition(3);
      expect(parseCondition(printCondition(where))).toEqual(where);
      expect(parseQuery(printQuery({ ...base, where }))).toEqual({ ...base, where });
    }
  });
});

describe(`${hostileTexts.length} hostile texts`, () => {
  test('are at least 300', () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(300);
  });

  test('as a value are only ever that value', () => {
    for (const value of hostileTexts) {
      const where = {
        kind: 'comparison',
        operand: { kind: 'field', path: ['Name'] },
        operator: '=',
        value: { kind: 'string', value },
      } as const;
      const query: Query = { ...base, where };
      expect(parseQuery(printQuery(query))).toEqual(query);
    }
  });

  test('as a condition are refused, or change nothing but the condition', () => {
    let read = 0;
    for (const text of hostileTexts) {
      const where = readOrRefuse(() => parseCondition(text));
      if (where === undefined) continue;
      read += 1;
      const kept = { kind: 'and', conditions: [{ ...base.where }, where] };
      const query = parseQuery(
        `SELECT Id, Name FROM Account WHERE (Industry = 'Energy') AND (${printCondition(where)}) WITH USER_MODE LIMIT 5`,
      );
      expect(query, text).toEqual({ ...base, where: kept });
    }

    // Some of them are honest conditions; that all are refused would prove little.
    expect(read).toBeGreaterThan(3);
    expect(read).toBeLessThan(hostileTexts.length / 4);
  });

  test('as a field or an order are refused, or select one field of the same object', () => {
    for (const text of hostileTexts) {
      const item = readOrRefuse(() => parseSelectItem(text));
      if (item !== undefined) {
        const query = parseQuery(printQuery({ ...base, select: [item] }));
        expect([query.select.length, query.from, query.limit], text).toEqual([1, 'Account', 5]);
      }
      const orderBy = readOrRefuse(() => parseOrderBy(text));
      if (orderBy !== undefined)
        expect(parseQuery(printQuery({ ...base, orderBy })), text).toEqual({ ...base, orderBy });
    }
  });

  test('as an object or a field name of a tree are refused', () => {
    for (const text of hostileTexts.filter((hostile) => !/^\w+$/.test(hostile))) {
      expect(() => printQuery({ ...base, from: text }), text).toThrow(TypeError);
      const select: Query['select'] = [{ kind: 'operand', operand: { kind: 'field', path: [text] }, alias: undefined }];
      expect(() => printQuery({ ...base, select }), text).toThrow(TypeError);
    }
  });

  test('as words to search for mean only themselves', () => {
    for (const text of hostileTexts) {
      const term = literalSearchTerm(text);
      const search = {
        term,
        scope: 'ALL',
        returning: [
          { object: 'Account', fields: [['Id']], where: undefined, orderBy: [], limit: 3, offset: undefined },
        ],
        limit: 5,
      } as const;
      expect(parseSearch(printSearch(search)), text).toEqual(search);
    }
  });

  test('as identifiers in a path find nothing', async () => {
    const org = openOrg();
    const before = org.simulator.digest();

    for (const text of hostileTexts) {
      const answer = await org.get(`/services/data/v67.0/sobjects/Account/${encodeURIComponent(text)}`);
      expect([400, 404], text).toContain(answer.status);
    }

    expect(org.simulator.digest()).toBe(before);
  });
});
