import { type Anomaly, type AnomalyRule, detectAnomalies, type ExaminedTransaction } from '@bizmcp/insights';
import { decimalOf, type LedgerDocument, type PlantedAnomaly, tellCompany } from '@bizmcp/testkit/company';
import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { describe, expect, test } from 'vitest';
import { createQuickBooksSimulator } from '../simulator/quickbooks-simulator.ts';
import { noLimits } from './company-client.ts';
import { createReportWire, day } from './reports-wire.ts';
import { unlimitedQuickBooks } from './unlimited-quickbooks.ts';

const since = '2024-11-21';
/** What a finding has to call a planted anomaly to be right about it; the other kinds are no payments' matter. */
const rulesOf: Partial<Record<PlantedAnomaly['kind'], readonly AnomalyRule[]>> = {
  duplicate_bill: ['duplicate_payment'],
  price_creep: ['price_creep'],
  forgotten_subscription: ['duplicate_subscription', 'forgotten_subscription'],
  bounced_payment: ['bounced_payment'],
  vendor_price_jump: ['price_jump'],
  unusual_amount: ['unusual_amount'],
  unusual_vendor: ['unusual_vendor'],
};

type Told = ReturnType<typeof tellCompany>;

const tell = (seed?: number) =>
  tellCompany({
    today: day,
    homeCurrency: 'USD',
    controlAccounts: 'per_currency',
    ...(seed !== undefined && { seed }),
  });

function examine({ ledger }: Told, one: LedgerDocument, sign: 1 | -1): ExaminedTransaction {
  const party = 'counterpartyId' in one ? ledger.counterparties.get(one.counterpartyId ?? '') : undefined;
  const reference = one.kind === 'bill' ? one.number : one.reference;
  const [line] = 'lines' in one ? one.lines : [];
  return {
    id: one.id,
    date: one.date,
    amount: decimalOf(sign * one.baseTotal, 2),
    counterparty: party?.name ?? one.reference ?? '',
    // The text of a bank line is whom it names; a number of its own it has none.
    ...(party && reference !== undefined && { reference }),
    ...(line && ledger.accounts.get(line.accountId)?.role !== 'uncategorised' && { category: line.accountId }),
  };
}

/** All money that moved in and out; a payment that bounced came and went. */
function cashOf(company: Told): ExaminedTransaction[] {
  return [...company.ledger.documents.values()].flatMap((one) => {
    if (one.kind === 'spend' || one.kind === 'payment_out') return [examine(company, one, -1)];
    if (one.kind !== 'receive' && one.kind !== 'payment_in') return [];
    const came = examine(company, one, 1);
    if (one.status !== 'voided') return [came];
    return [came, { ...examine(company, one, -1), id: `${one.id} back`, date: one.endedOn ?? one.date }];
  });
}

/** All that was billed: what is owed, whether it was paid or not. A bill and its payment in one list would be one cost twice. */
function billsOf(company: Told): ExaminedTransaction[] {
  return [...company.ledger.documents.values()].flatMap((one) =>
    one.kind === 'bill' && one.status === 'posted' ? [examine(company, one, -1)] : [],
  );
}

/** The documents that a finding names; for a payment also those it settled. */
function documentsOf({ ledger }: Told, { ids }: Anomaly): Set<string> {
  const named = ids.map((id) => id.replace(' back', ''));
  return new Set([...named, ...named.flatMap((id) => ledger.allocationsOf(id).map(({ toId }) => toId))]);
}

/** What was found in the last 24 months, and which planted anomalies each finding names by its own rule. */
function findPlanted(company: Told) {
  const planted = company.plantedAnomalies.filter(({ kind }) => rulesOf[kind] !== undefined);
  const findings = [cashOf(company), billsOf(company)].flatMap((transactions) => {
    const dates = new Map(transactions.map(({ id, date }) => [id, date]));
    return detectAnomalies({ transactions, asOf: day }).filter(({ ids }) =>
      ids.some((id) => (dates.get(id) ?? '') >= since),
    );
  });
  const judged = findings.map((finding) => {
    const documents = documentsOf(company, finding);
    const named = planted.filter(
      ({ kind, documentIds }) => rulesOf[kind]?.includes(finding.rule) && documentIds.some((id) => documents.has(id)),
    );
    return { finding, named };
  });
  return { planted, judged };
}

describe.each([undefined, 7, 4711])('of the company told with seed %s', (seed) => {
  test('every wrong in its payments and bills is found, and at least four of five findings are such wrongs', () => {
    const { planted, judged } = findPlanted(tell(seed));

    const found = new Set(judged.flatMap(({ named }) => named));
    const right = judged.filter(({ named }) => named.length > 0);
    expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(Object.keys(rulesOf)));
    expect(planted.filter((one) => !found.has(one)).map(({ about }) => about)).toEqual([]);
    expect(right.length / judged.length).toBeGreaterThanOrEqual(0.8);
  });
});

describe('told by the tools', () => {
  const company = tell();
  const { ledger, plantedAnomalies } = company;
  const { client, fetch, realmId, refreshToken } = createQuickBooksSimulator({
    ...{ clock: createManualClock(Date.parse(`${day}T10:00:00Z`)), today: day, limits: noLimits },
  });
  const { call } = createCaller({
    server: unlimitedQuickBooks,
    settings: {
      QUICKBOOKS_CLIENT_ID: client.clientId,
      QUICKBOOKS_CLIENT_SECRET: client.clientSecret,
      QUICKBOOKS_REALM_ID: realmId,
      QUICKBOOKS_REFRESH_TOKEN: refreshToken,
    },
    transport: fetch,
  });
  holdDay(`${day}T10:00:00Z`);

  const nameOf = (counterpartyId = '') => ledger.counterparties.get(counterpartyId)?.name ?? '';
  const planted = (kind: PlantedAnomaly['kind']) => plantedAnomalies.filter((one) => one.kind === kind);
  const overdueOf = (counterpartyId = '') =>
    [...ledger.documents.values()]
      .filter((one) => one.kind === 'invoice' && one.counterpartyId === counterpartyId && one.dueDate < day)
      .map(({ id }) => ledger.openBalance(id).amount)
      .filter((amount) => amount > 0);
  const owedBy = ({ counterpartyId }: PlantedAnomaly) =>
    overdueOf(counterpartyId).reduce((sum, amount) => sum + amount, 0);
  const warn = async (name: string): Promise<{ kind: string; message: string }[]> => {
    const { customers } = await call('search_customers', { query: name });
    const line_items = [{ item_ref: '1', quantity: '1', rate: '131.00' }];
    return (await call('create_invoice', { customer_id: customers[0].customer_id, line_items })).warnings;
  };

  test('a new invoice warns of each late payer, with what the ledger holds overdue, and of nobody who owes nothing', async () => {
    const late = planted('late_payer');
    const calm = [...ledger.counterparties.values()].find(
      ({ id, kind }) => kind === 'customer' && overdueOf(id).length === 0,
    );

    for (const one of late) {
      const { counterpartyId } = one;
      const amounts = overdueOf(counterpartyId);
      const overdue = (await warn(nameOf(counterpartyId))).find(({ kind }) => kind === 'overdue');
      const total = decimalOf(owedBy(one), 2);
      expect(amounts.length).toBeGreaterThan(0);
      expect(overdue?.message).toContain(`overdue with ${total} USD on ${amounts.length} invoice`);
    }
    expect(late).toHaveLength(3);
    expect(await warn(nameOf(calm?.id))).toEqual([]);
  });

  test('a new invoice warns of the one customer over its limit', async () => {
    const [over, ...others] = planted('over_credit_limit');
    const limit = ledger.counterparties.get(over?.counterpartyId ?? '')?.creditLimit ?? 0;

    const warnings = await warn(nameOf(over?.counterpartyId));

    expect(others).toEqual([]);
    expect(warnings.find(({ kind }) => kind === 'over_limit')?.message).toContain(
      `above the limit of ${decimalOf(limit, 2)} USD`,
    );
  });

  test('the cash flow forecast names a late payer by weeks, and has those chased who are overdue with the most', async () => {
    const { insights, recommendations } = await createReportWire(company, day).call('cash_flow_forecast', {});

    const mostOwed = planted('late_payer').toSorted((one, other) => owedBy(other) - owedBy(one))[0];
    const late: string = insights.find((one: string) => one.startsWith(nameOf(mostOwed?.counterpartyId)));
    const days = Number(/usually pays (\d+) days late/.exec(late)?.[1]);
    expect(days).toBeGreaterThanOrEqual(42);
    expect(days).toBeLessThanOrEqual(75);
    const amounts = [...ledger.counterparties.keys()]
      .map((id) => ({ id, amount: overdueOf(id).reduce((sum, amount) => sum + amount, 0) }))
      .toSorted((one, other) => other.amount - one.amount)
      .slice(0, 3);
    const chased = recommendations.filter((one: string) => one.startsWith('Chase'));
    expect(chased.map((one: string) => one.split(' is overdue')[0])).toEqual(
      amounts.map(({ id, amount }) => `Chase ${nameOf(id)}: ${decimalOf(amount, 2)} USD`),
    );
  });
});
