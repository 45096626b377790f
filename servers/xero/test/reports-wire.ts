import type { Ledger } from '@bizmcp/testkit/company';
import type { ReportAnswer } from '../simulator/reports/report.ts';
import { openServer } from './open-server.ts';

/** The whole server at work on a simulated organisation whose last day is 2026-11-21; `tell` adds to its books. */
export function createReportWire(tell?: (ledger: Ledger) => void) {
  const server = openServer();
  const { state } = server.simulator;
  if (tell) tell(state.change().ledger);
  return { company: state.books.company, ...server };
}

/** The texts of a report's rows, its headings first, without the empty sections. */
export function textsOf(answer: ReportAnswer): string[][] {
  const rows = answer.Reports[0]?.Rows.flatMap((one) => one.Rows ?? [one]) ?? [];
  return rows.map(({ Cells = [] }) => Cells.map(({ Value }) => Value));
}
