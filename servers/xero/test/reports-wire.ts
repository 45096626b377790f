import type { Ledger } from '@bizmcp/testkit/company';
import { createCaller } from '@bizmcp/testkit/fake-vendor';
import type { ReportAnswer } from '../simulator/reports/report.ts';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

/** The whole server at work on a simulated organisation whose last day is 2026-11-21; `tell` adds to its books. */
export function createReportWire(tell?: (ledger: Ledger) => void) {
  const { client, fetch, state } = createXeroSimulator({ today: '2026-11-21' });
  if (tell) tell(state.change().ledger);
  const settings = { XERO_CLIENT_ID: client.clientId, XERO_CLIENT_SECRET: client.clientSecret };
  return { company: state.books.company, ...createCaller({ server: xero, settings, transport: fetch }) };
}

/** The texts of a report's rows, its headings first, without the empty sections. */
export function textsOf(answer: ReportAnswer): string[][] {
  const rows = answer.Reports[0]?.Rows.flatMap((one) => one.Rows ?? [one]) ?? [];
  return rows.map(({ Cells = [] }) => Cells.map(({ Value }) => Value));
}
