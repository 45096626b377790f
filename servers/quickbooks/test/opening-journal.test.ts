import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { answerReport } from '../simulator/reports/answer-report.ts';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

holdDay(`${day}T10:00:00Z`);

const books = { company: tellBooks('USD'), today: day };

/** The open invoices or bills of a report as lines of one journal entry: a company's opening balances. */
function asJournalEntry(name: string) {
  const line = /"value":"(Invoice|Bill)","id":"\d+"/g;
  return createReportWire(books.company, day, {
    [`GET /reports/${name}`]: ({ query }) =>
      JSON.parse(
        JSON.stringify(answerReport(name, query, books).body).replace(line, '"value":"Journal Entry","id":"900000"'),
      ),
  });
}

test.each(['AgedReceivableDetail', 'AgedPayableDetail'])(
  'lines of one journal entry in %s are forecast like documents of their own',
  async (name) => {
    const own = await createReportWire(books.company, day).call('cash_flow_forecast', {});

    const lines = await asJournalEntry(name).call('cash_flow_forecast', {});

    expect(lines.monthly_projections).toEqual(own.monthly_projections);
  },
);
