import { createManualClock } from '@bizmcp/testkit/simulator';
import { createQuickBooksSimulator, type QuickBooksSimulatorOptions } from '../simulator/quickbooks-simulator.ts';

const start = Date.UTC(2026, 10, 21, 20);

/** Faster than anyone is let by QuickBooks. */
export const noLimits = { perSecond: 1_000_000, perMinute: 1_000_000, reportsPerMinute: 1_000_000 };

/** A simulated company, and a client of it that says what QuickBooks wants said. */
export function openCompany(options: QuickBooksSimulatorOptions = {}) {
  const clock = createManualClock(start);
  const simulator = createQuickBooksSimulator({ clock, today: '2026-11-21', limits: noLimits, ...options });
  const usual = { authorization: `Bearer ${simulator.demoToken}`, accept: 'application/json' };
  let written = 0;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const url = new URL(`https://quickbooks.example/v3/company/${simulator.realmId}${path}`);
    url.searchParams.set('minorversion', '75');
    if (method === 'POST' && !url.searchParams.has('requestid')) {
      written += 1;
      url.searchParams.set('requestid', `request-${written}`);
    }
    const response = await simulator.fetch(url, {
      method,
      headers: { ...usual, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  const post = (path: string, body: unknown) => call('POST', path, body);
  return {
    ...{ clock, simulator, call, post },
    get: (path: string) => call('GET', path),
    query: (statement: string) => call('GET', `/query?query=${encodeURIComponent(statement)}`),
    /** The first error's code, or the status of what was done. */
    codeOf: async (path: string, body: unknown) => {
      const answer = await post(path, body);
      return answer.body.Fault?.Error[0].code ?? answer.status;
    },
  };
}

/** A sale's one line. */
export const saleLine = (amount: number, item = '16') => ({
  ...{ Amount: amount, DetailType: 'SalesItemLineDetail' },
  SalesItemLineDetail: { ItemRef: { value: item }, Qty: 1, UnitPrice: amount, TaxCodeRef: { value: 'NON' } },
});

/** A purchase's one line. */
export const expenseLine = (amount: number, account = '6400') => ({
  ...{ Amount: amount, DetailType: 'AccountBasedExpenseLineDetail' },
  AccountBasedExpenseLineDetail: { AccountRef: { value: account } },
});

/** The line of a payment that settles this much. */
export const paidLine = (amount: number, id: string, type = 'Invoice') => ({
  ...{ Amount: amount, LinkedTxn: [{ TxnId: id, TxnType: type }] },
});
