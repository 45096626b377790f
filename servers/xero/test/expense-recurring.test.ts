import { expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { bankOf, spentHistory as history, months, type Spent } from './spent-history.ts';

const quarter = { date_range: { start_date: '2026-07-01', end_date: '2026-09-30' } };
const analyse = (extra: Spent[] = [], input: Record<string, unknown> = {}) =>
  createXeroWire(bankOf([...history, ...extra])).call('expense_categorization', { ...quarter, ...input });

test('what returns is found with its yearly cost', async () => {
  const { recurring } = (await analyse()).spending_patterns;

  const monthly = recurring.filter(({ cadence }: { cadence: string }) => cadence === 'monthly');
  expect(monthly.slice(0, 2)).toMatchObject([
    {
      contact: 'City Estates',
      cadence: 'monthly',
      amount: '1200.00',
      yearly_cost: '14400.00',
      next_date: '2026-10-01',
    },
    { contact: 'Nimbus Hosting', cadence: 'monthly', amount: '49.90', last_amount: '49.90', yearly_cost: '598.80' },
  ]);
});

test('what is late no longer stands among what returns but is told as missing, and a few days are not late', async () => {
  const paidUntil = (contact: string, day: string, last: string) =>
    months
      .map((month) => ({ date: `${month}-${day}`, contact, amount: 80, code: '463', description: 'Plan' }))
      .filter(({ date }) => date <= last);
  const plans = [...paidUntil('Late Plan', '01', '2026-08-01'), ...paidUntil('Slow Plan', '25', '2026-08-25')];

  const { spending_patterns, anomalies } = await analyse(plans);
  const october = await analyse(plans, { date_range: { start_date: '2026-09-01', end_date: '2026-10-02' } });

  const contactsOf = ({ recurring }: { recurring: { contact: string }[] }) => recurring.map(({ contact }) => contact);
  expect(contactsOf(spending_patterns)).not.toContain('Late Plan');
  expect(anomalies).toMatchObject([{ rule: 'missing_recurring', numbers: { expected_date: '2026-09-01' } }]);
  expect(contactsOf(spending_patterns)).toContain('Slow Plan');
  expect(contactsOf(october.spending_patterns)).toContain('Slow Plan');
});

test.each([
  // The last day of each is the last of so many from 2026-03-02 on that lies in the quarter.
  [7, 'weekly', '2026-09-28', '2026-10-05', '3120.00'],
  [14, 'fortnightly', '2026-09-28', '2026-10-12', '1560.00'],
  [28, 'four-weekly', '2026-09-14', '2026-10-12', '780.00'],
])(
  'what is paid every %i days is %s, with the cost of a year by hand, and no double',
  async (days, cadence, last_date, next_date, yearly_cost) => {
    const start = Date.parse('2026-03-02');
    const dates = Array.from({ length: 40 }, (_, index) =>
      new Date(start + index * days * 86_400_000).toISOString().slice(0, 10),
    );
    const cleaning = dates
      .filter((date) => date <= '2026-09-30')
      .map((date) => ({ date, contact: 'Clean Co', amount: 60, code: '461', description: 'Cleaning' }));

    const { spending_patterns, anomalies } = await analyse(cleaning);

    const found = spending_patterns.recurring.filter(({ contact }: { contact: string }) => contact === 'Clean Co');
    expect(found).toMatchObject([{ cadence, amount: '60.00', last_date, next_date, yearly_cost }]);
    expect(JSON.stringify(anomalies)).not.toContain('Clean Co');
  },
);

test('costs on two accounts return as one payment, whose parts change each month', async () => {
  const office = months.map((month, index) => ({
    ...{ date: `${month}-15`, contact: 'Shared Office', amount: 0, code: '469', description: 'Office' },
    rest: {
      LineItems: [
        { Description: 'Desks', LineAmount: 1000 + index * 20, TaxAmount: 0, AccountCode: '469' },
        { Description: 'Printing', LineAmount: 500 - index * 20, TaxAmount: 0, AccountCode: '461' },
      ],
    },
  }));

  const { recurring } = (await analyse(office)).spending_patterns;

  expect(recurring.filter(({ contact }: { contact: string }) => contact === 'Shared Office')).toEqual([
    {
      ...{
        contact: 'Shared Office',
        contact_from: 'contact',
        cadence: 'monthly',
        amount: '1500.00',
        last_amount: '1500.00',
      },
      ...{ yearly_cost: '18000.00', last_date: '2026-09-15', next_date: '2026-10-15' },
      bank_transaction_id: `99999999-9999-4999-8999-${String(history.length + months.length - 1).padStart(12, '0')}`,
    },
  ]);
});

test('of what returns the costs alone are told and summed: of a loan its interest, of wages owed nothing', async () => {
  const settled = months.flatMap((month) => [
    { date: `${month}-15`, contact: 'Staff', amount: 9000, code: '900', description: 'Net wages' },
    {
      ...{ date: `${month}-18`, contact: 'Regional Loans', amount: 0, code: '900', description: 'Loan' },
      rest: {
        LineItems: [
          { Description: 'Principal', LineAmount: 1000, TaxAmount: 0, AccountCode: '900' },
          { Description: 'Interest', LineAmount: 100, TaxAmount: 0, AccountCode: '463' },
        ],
      },
    },
  ]);

  const { spending_patterns, ai_insights } = await analyse(settled);
  const plain = await analyse();

  const others = spending_patterns.recurring.filter(
    ({ contact }: { contact: string }) => contact === 'Staff' || contact === 'Regional Loans',
  );
  expect(others).toMatchObject([{ contact: 'Regional Loans', amount: '100.00', yearly_cost: '1200.00' }]);
  const sumOf = (told: string[]) => {
    const [, count, sum] =
      /(\d+) payments of costs return regularly; they come to ([\d.]+) GBP/.exec(told.join(' ')) ?? [];
    return [Number(count), Number(sum)];
  };
  const [count = 0, sum = 0] = sumOf(plain.ai_insights);
  expect(sumOf(ai_insights)).toEqual([count + 1, sum + 1200]);
});

test('of a day only what returns on its own accounts is told', async () => {
  const { spending_patterns } = await analyse([], { date_range: { start_date: '2026-09-01', end_date: '2026-09-01' } });

  const contacts = spending_patterns.recurring.map(({ contact }: { contact: string }) => contact);
  expect(contacts).toContain('City Estates');
  expect(contacts).not.toContain('Nimbus Hosting');
});
