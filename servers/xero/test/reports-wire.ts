import { createRuntime, defaultPolicy, defaultRole, type Runtime } from '@bizmcp/core';
import type { ReportAnswer } from '../simulator/reports/report.ts';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

/** The whole server at work on a simulated organisation whose last day is 2026-11-21. */
export function createReportWire() {
  const { client, fetch, state } = createXeroSimulator({ today: '2026-11-21' });
  const runtime = createRuntime({
    server: xero,
    settings: { environment: { XERO_CLIENT_ID: client.clientId, XERO_CLIENT_SECRET: client.clientSecret } },
    transport: fetch,
    policy: defaultPolicy,
    principal: { name: 'tester', role: defaultRole },
    auditLog: { append: async () => undefined, path: undefined },
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers that the pipeline has checked by their schema
  const call = (name: string, input: unknown): Promise<any> => callReport(runtime, name, input);
  return { company: state.books.company, call };
}

/** The texts of a report's rows, its headings first, without the empty sections. */
export function textsOf(answer: ReportAnswer): string[][] {
  const rows = answer.Reports[0]?.Rows.flatMap((one) => one.Rows ?? [one]) ?? [];
  return rows.map(({ Cells = [] }) => Cells.map(({ Value }) => Value));
}

async function callReport(runtime: Runtime, name: string, input: unknown): Promise<unknown> {
  const client = { name: 'test', version: '1', canAsk: true };
  const outcome = await runtime.callTool({ name, arguments: input, client, signal: new AbortController().signal });
  if (outcome.kind === 'question') throw new Error(`${name} asked for consent`);
  return outcome.value;
}
