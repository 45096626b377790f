import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

function openOn(object_type: string, isWanted: (record: Record<string, unknown>) => boolean) {
  const { call, simulator } = openServer();
  const record = [...recordsOf(simulator.state, object_type).values()].find(isWanted);
  const update = (fields: object) => call('update_record', { object_type, record_id: record?.Id, fields });
  const historyOf = async (object: string, fields: string[]) => {
    const conditions = `${object_type}Id = '${record?.Id}'`;
    const order_by = 'CreatedDate DESC, Id DESC';
    const { value } = await call('query_records', { object_type: object, fields, conditions, order_by });
    return value.records;
  };
  return { call, record, update, historyOf };
}

test('a new status of a lead is in its history, and what the org does not track is not', async () => {
  const { historyOf, update } = openOn('Lead', ({ Status }) => Status === 'Open - Not Contacted');

  await update({ Rating: 'Hot' });
  await update({ Status: 'Working - Contacted' });

  expect(await historyOf('LeadHistory', ['Field', 'OldValue', 'NewValue', 'CreatedBy.Name'])).toEqual([
    {
      Id: expect.any(String),
      Field: 'Status',
      OldValue: 'Open - Not Contacted',
      NewValue: 'Working - Contacted',
      CreatedBy: { Name: 'Morgan Ellis' },
    },
  ]);
});

test('each stage, amount, probability and close date of an opportunity is in its history', async () => {
  const { historyOf, record, update } = openOn('Opportunity', ({ StageName }) => StageName === 'Qualification');
  const told = ['StageName', 'Amount', 'Probability', 'ExpectedRevenue', 'CloseDate', 'PrevAmount', 'PrevCloseDate'];
  const before = await historyOf('OpportunityHistory', told);

  await update({ NextStep: 'Call' });
  await update({ Amount: 1000, CloseDate: '2027-01-15' });
  await update({ StageName: 'Negotiation/Review' });

  const after = await historyOf('OpportunityHistory', told);
  expect(before.map(({ StageName }: { StageName: string }) => StageName)).toEqual(['Qualification', 'Prospecting']);
  expect(after.slice(0, -before.length)).toMatchObject([
    { StageName: 'Negotiation/Review', Amount: 1000, Probability: 80, ExpectedRevenue: 800, PrevAmount: 1000 },
    { StageName: 'Qualification', ExpectedRevenue: 200, CloseDate: '2027-01-15', PrevCloseDate: record?.CloseDate },
  ]);
});

test('the weighted amounts of a pipeline are summed by stage', async () => {
  const { call } = openServer();
  const fields = ['StageName', 'COUNT(Id) deals', 'SUM(Amount) amount', 'SUM(ExpectedRevenue) weighted'];

  const { value } = await call('query_records', { object_type: 'Opportunity', fields, conditions: 'IsClosed = FALSE' });

  const { amount, weighted } = value.records.find(
    ({ StageName }: { StageName: string }) => StageName === 'Prospecting',
  );
  expect(weighted).toBeCloseTo(amount / 10, 2);
});

test('no account comes above itself, over others or at once', async () => {
  const { call, record, update } = openOn('Account', ({ ParentId }) => ParentId === null);
  const child = await call('create_record', { object_type: 'Account', fields: { Name: 'Kid', ParentId: record?.Id } });

  const { error } = await update({ ParentId: child.value.id });

  expect(error?.message).toContain('would make a record its own parent');
});
