import { afterAll, describe, expect, test } from 'vitest';
import { parseQuery } from '../soql/parse-query.ts';
import { printQuery } from '../soql/print-query.ts';
import { openOrg } from './org-client.ts';
import { generatePairs } from './query-generator.ts';
import { queryPairs } from './query-pairs.ts';
import type { Cell } from './sql-oracle.ts';
import { cellsOf, createSqlOracle, sortRows } from './sql-oracle.ts';

const org = openOrg();
const oracle = createSqlOracle(org.simulator.state);

afterAll(() => oracle.close());

/** All rows of a query over the network, page after page. */
const ask = async (soql: string): Promise<Cell[][]> => {
  const rows: Cell[][] = [];
  let answer = await org.query(soql);
  for (;;) {
    expect(answer.status, `${soql}\n${JSON.stringify(answer.body).slice(0, 400)}`).toBe(200);
    rows.push(...answer.body.records.map(cellsOf));
    if (answer.body.done) return rows;
    answer = await org.get(answer.body.nextRecordsUrl);
  }
};

const generated = generatePairs(20_261_121, 320);

describe('what SOQL finds is what SQL finds', () => {
  test.each(queryPairs)('$soql', async ({ isOrdered, soql, sql }) => {
    const [found, expected] = [await ask(soql), oracle.rows(sql)];

    expect(isOrdered ? found : sortRows(found)).toEqual(isOrdered ? expected : sortRows(expected));
  });

  test(`${generated.length} generated questions`, async () => {
    let answered = 0;
    for (const { isOrdered, soql, sql } of generated) {
      const [found, expected] = [await ask(soql), oracle.rows(sql)];
      if (expected.length > 0) answered += 1;
      expect(isOrdered ? found : sortRows(found), soql).toEqual(isOrdered ? expected : sortRows(expected));
    }

    // Questions without an answer would prove little.
    expect(answered).toBeGreaterThan(generated.length * 0.6);
  });

  test('and the same after a query was printed from its tree', async () => {
    for (const { soql } of [...queryPairs.slice(0, 40), ...generated.slice(0, 60)]) {
      const printed = printQuery(parseQuery(soql));
      expect(parseQuery(printed)).toEqual(parseQuery(soql));
      expect(await ask(printed), soql).toEqual(await ask(soql));
    }
  });
});
