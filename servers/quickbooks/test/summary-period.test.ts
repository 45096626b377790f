import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createReportWire, day, tellBooks } from './reports-wire.ts';

const custom = (start_date: string, end_date: string) => ({ period: 'custom', start_date, end_date });

holdDay(`${day}T10:00:00Z`);

test.each([
  [{ period: 'custom' }, 'start_date: is needed'],
  [{ period: 'custom', start_date: '2026-12-24' }, `after the last day ${day}`],
  [custom('2026-10-31', '2026-10-01'), 'Exchange them'],
  [{ period: 'current_month', start_date: '2026-10-01' }, 'go with custom'],
])('%o is refused with what to do', async (input, message) => {
  const wire = createReportWire(tellBooks('USD'), day);

  const error = await wire.fail('get_financial_summary', input);

  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(error.message).toContain(message);
  expect(wire.requests.some(({ path }) => path.startsWith('/reports/'))).toBe(false);
});

test('only of a period that goes up to today this is said', async () => {
  const notesOn = async (period: string) =>
    (await createReportWire(tellBooks('USD'), day).call('get_financial_summary', { period })).notes;

  expect(await notesOn('current_quarter')).toEqual([
    `current_quarter is up to today, ${day}, and is compared with as many days.`,
  ]);
  expect(await notesOn('last_quarter')).toEqual([]);
});
