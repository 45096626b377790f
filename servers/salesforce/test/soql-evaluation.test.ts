import { parseQuery, printQuery } from '@bizmcp/soql';
import { afterAll, describe, expect, test } from 'vitest';

import { now, openOrg } from './org-client.ts';
import { generatePairs } from './query-generator.ts';
import { queryPairs } from './query-pairs.ts';
import { type Cell, cellsOf, createSqlOracle, sortRows } from './sql-oracle.ts';

const org = openOrg();

// A deal for each day around today, so that the ends of every relative date are met.
const around = 120;
for (let offset = -around; offset <= around; offset += 1) {
  const CloseDate = new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  const deal = { Name: `Day ${offset}`, StageName: 'Prospecting', CloseDate };
  const made = await org.send('POST', '/services/data/v67.0/sobjects/Opportunity', deal);
  expect(made.status).toBe(201);
}

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
