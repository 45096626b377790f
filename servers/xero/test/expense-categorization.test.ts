import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { bankOf, spentHistory as history, months, type Spent } from './spent-history.ts';

const quarter = { date_range: { start_date: '2026-07-01', end_date: '2026-09-30' } };
const analyse = (extra: Spent[] = [], input: Record<string, unknown> = {}) =>
  createXeroWire(bankOf([...history, ...extra])).call('expense_categorization', { ...quarter, ...input });
const idOf = (place: number) => `99999999-9999-4999-8999-${String(history.length + place).padStart(12, '0')}`;

test('spending is summed by account to the cent, beside the time before', async () => {
  const report = await analyse();

  const inQuarter = history.filter(({ date }) => date >= '2026-07-01');
  const cents = inQuarter.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);
  expect(report.total_expenses).toBe((cents / 100).toFixed(2));
  expect(report.category_breakdown[0]).toMatchObject({
    account_code: '469',
    account: 'Rent',
    amount: '3600.00',
    lines: 3,
    prior_amount: '3600.00',
    change_percent: '0.0',
  });
  expect(report.category_breakdown.map(({ account }: { account: string }) => account)).toEqual([
    'Rent',
    'Fuel',
    'Hosting',
    'Printing',
  ]);
  expect(report.spending_patterns.by_month.map(({ month }: { month: string }) => month)).toEqual([
    '2026-07',
    '2026-08',
    '2026-09',
  ]);
});

test('what pays a debt is in no sum of costs, and told apart with its account and the time before', async () => {
  const loan = { date: '2026-08-05', contact: 'City Bank', amount: 500.5, code: '900', description: 'Instalment' };

  const plain = await analyse();
  const report = await analyse([loan, { ...loan, date: '2026-05-05', amount: 400 }]);

  expect(report.total_expenses).toBe(plain.total_expenses);
  expect(report.category_breakdown).toEqual(plain.category_breakdown);
  expect(report.spending_patterns.by_month).toEqual(plain.spending_patterns.by_month);
  expect(plain.other_payments).toEqual({ total: '0.00', accounts: [] });
  expect(report.other_payments).toMatchObject({
    total: '500.50',
    accounts: [{ account_code: '900', amount: '500.50', prior_amount: '400.00', share_percent: '100.0' }],
  });
  expect(report.ai_insights[0]).toBe(plain.ai_insights[0]);
  expect(report.ai_insights[1]).toContain('500.50 GBP was paid out besides for what is no cost');
});

test('tax is left out, and money in another currency is told apart', async () => {
  const plain = await analyse();
  const report = await analyse([
    {
      date: '2026-08-05',
      contact: 'Plain Paper',
      amount: 120,
      code: '461',
      description: 'Paper',
      rest: { LineAmountTypes: 'Inclusive' },
      line: { TaxAmount: 20 },
    },
    {
      date: '2026-08-06',
      contact: 'Papier GmbH',
      amount: 75.5,
      code: '461',
      description: 'Paper',
      rest: { CurrencyCode: 'EUR' },
    },
  ]);

  expect(Number(report.total_expenses) - Number(plain.total_expenses)).toBeCloseTo(100, 2);
  expect(report.other_currencies).toEqual([{ currency: 'EUR', amount: '75.50' }]);
});

test('an uncoded line gets the account of its like, with evidence; a line like no other gets a person', async () => {
  const report = await analyse([
    { date: '2026-09-10', contact: 'Ridge Petrol', amount: 44.2, code: '850', description: 'Diesel card 2' },
    { date: '2026-09-11', contact: 'Zyx', amount: 911.11, code: '850', description: 'Qqq vvv' },
  ]);

  const [first, second] = [idOf(0), idOf(1)].map((id) =>
    report.uncategorized.find((one: { bank_transaction_id: string }) => one.bank_transaction_id === id),
  );
  expect(first).toMatchObject({ status: 'suggested', account_code: '449', account: 'Fuel' });
  expect(first.confidence).toBeGreaterThanOrEqual(report.learning.threshold);
  expect(first.similar).toMatchObject([{ account_code: '449' }]);
  expect(second).toMatchObject({ status: 'unsure' });
  expect(second.reason).toMatch(/\w/);
  expect(report.uncategorized).toHaveLength(2);
  expect(report.learning.learnt_from).toBe(history.length);
  expect(report.anomalies.filter(({ rule }: { rule: string }) => rule === 'unusual_category')).toEqual([]);
});

test('no account is suggested that nothing can be booked to any more', async () => {
  const before = history.map((one) => (one.code === '449' ? { ...one, code: '498' } : one));
  const open = { date: '2026-09-10', contact: 'Ridge Petrol', amount: 44.2, code: '850', description: 'Diesel card 2' };

  const report = await createXeroWire(bankOf([...before, open])).call('expense_categorization', quarter);

  expect(report.category_breakdown).toContainEqual(expect.objectContaining({ account_code: '498' }));
  expect(report.uncategorized).toMatchObject([{ status: 'unsure' }]);
  expect(JSON.stringify(report.uncategorized)).not.toContain('498');
});

test('lines of a bank feed without a contact are told apart by their text', async () => {
  const fed = months.map((month, index) => ({
    date: `${month}-09`,
    contact: '',
    amount: 90.34,
    code: '463',
    description: '',
    rest: { Contact: undefined, Reference: `CHATTER T${index}88 MONTHLY` },
  }));
  const report = await analyse(fed);

  expect(report.spending_patterns.recurring).toContainEqual(
    expect.objectContaining({ contact: 'CHATTER MONTHLY', cadence: 'monthly', yearly_cost: '1084.08' }),
  );
  expect(report.anomalies.filter(({ rule }: { rule: string }) => rule === 'duplicate_payment')).toEqual([]);
});

test('a name that is guessed from the text of a bank feed is told from that of a contact', async () => {
  const fed = { date: '2026-09-10', contact: '', amount: 4800, code: '850', description: '' };
  const report = await analyse([
    { ...fed, rest: { Contact: undefined, Reference: 'PARKMOBILE-8131 BRIGHTON' } },
    { ...fed, contact: 'Zyx', description: 'Qqq' },
  ]);

  const told = [
    { contact: 'PARKMOBILE BRIGHTON', contact_from: 'bank_text' },
    { contact: 'Zyx', contact_from: 'contact' },
  ];
  expect(report.uncategorized).toMatchObject(told);
  expect(report.spending_patterns.top_contacts).toEqual(
    expect.arrayContaining(told.map((one) => expect.objectContaining(one))),
  );
});

test('with too little history nothing is suggested', async () => {
  const few = history.slice(-20);
  const open = { date: '2026-09-10', contact: 'Ridge Petrol', amount: 44.2, code: '850', description: 'Diesel card 2' };
  const report = await createXeroWire(bankOf([...few, open])).call('expense_categorization', quarter);

  expect(report.uncategorized).toMatchObject([{ status: 'unsure', confidence: 0 }]);
  expect(report.learning).toMatchObject({ learnt_from: 20, precision: null });
});

test('spending of more than a page is summed whole', async () => {
  const stamps = Array.from({ length: 1500 }, (_, index) => ({
    ...{ date: '2026-09-10', contact: 'Post', amount: 1, code: '461', description: `Stamp ${index}` },
  }));

  const [without, withStamps] = [await analyse(), await analyse(stamps)];

  expect(Number(withStamps.total_expenses) - Number(without.total_expenses)).toBeCloseTo(1500);
});

test('whole months are compared with as many whole months, and the days of both are told', async () => {
  const { compared_with, ai_insights } = await analyse();

  expect(compared_with).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  expect(ai_insights[0]).toMatch(
    /GBP was spent on costs, .* % against the 3 months before, 2026-04-01 to 2026-06-30 \(/,
  );
});

test('what is not asked for is not told', async () => {
  const report = await analyse([], { analyze_anomalies: false, suggest_optimizations: false });

  expect(report).toMatchObject({ anomalies: [], optimization_opportunities: [] });
});

test('only approved spending of the range and the two years before it is read', async () => {
  const xero = createXeroWire(bankOf(history));

  await xero.call('expense_categorization', quarter);

  const read = xero.requests.filter(({ path }) => path === '/BankTransactions');
  expect(read.map(({ query }) => query.get('where'))[0]).toBe(
    'Type=="SPEND" AND Status=="AUTHORISED" AND Date>=DateTime(2024, 07, 01) AND Date<=DateTime(2026, 09, 30)',
  );
});

test.each([
  ['2026-09-30', '2026-07-01'],
  ['2024-01-01', '2026-09-30'],
])('a range from %s to %s is refused', async (start_date, end_date) => {
  const xero = createXeroWire(bankOf(history));

  const error = await xero.fail('expense_categorization', { date_range: { start_date, end_date } });

  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(error.message).toContain('date_range');
  expect(xero.requests).toEqual([]);
});

test('books without spending are told as such, with the days that were looked at', async () => {
  const error = await createXeroWire(bankOf([])).fail('expense_categorization', quarter);

  expect(error.code).toBe('not_found');
  expect(error.message).toContain('nothing was spent from 2024-07-01 to 2026-09-30');
});

test('a quarter without spending in books that have some is a report of nothing spent', async () => {
  const report = await createXeroWire(bankOf(history.filter(({ date }) => date < '2026-07-01'))).call(
    'expense_categorization',
    quarter,
  );

  expect(report).toMatchObject({ total_expenses: '0.00', uncategorized: [] });
});

test('a price that climbs is told with all its steps, and the advice on it with the first and the last', async () => {
  const climbing = months.map((month, index) => ({
    ...{ date: `${month}-05`, contact: 'Moodboardly', amount: 40 + 4 * Math.floor(index / 3), code: '463' },
    description: 'Plan',
  }));

  const { anomalies, optimization_opportunities: advice } = await analyse(climbing);

  const steps = anomalies.find(({ rule }: { rule: string }) => rule === 'price_creep').bank_transaction_ids;
  expect(steps).toHaveLength(8);
  const { bank_transaction_ids } = advice.find(({ kind }: { kind: string }) => kind === 'renegotiate_price');
  expect(bank_transaction_ids).toEqual([steps[0], steps[7]]);
});

test('a finding of more transactions than are listed says so', async () => {
  const plan = (contact: string, amount: number, day: string, from: number) =>
    months.slice(from).map((month) => ({
      ...{ date: `${month}-${day}`, contact, amount, code: '463', description: 'Plan' },
    }));
  const { anomalies } = await analyse([
    ...plan('Moodboardly Pro', 49, '05', 0),
    ...plan('Moodboardly Team', 89, '21', 4),
  ]);

  const found = anomalies.find(({ rule }: { rule: string }) => rule === 'duplicate_subscription');
  expect(found.explanation).toMatch(/ times so far; the last 20 of its 21 transactions are listed$/);
  expect(found.bank_transaction_ids).toHaveLength(20);
});
