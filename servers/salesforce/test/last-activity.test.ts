import { expect, test } from 'vitest';
import type { OrgRecord } from '../simulator/object-definition.ts';
import { findRecord, recordsOf } from '../simulator/org-state.ts';
import { openOrg } from './org-client.ts';

const root = '/services/data/v67.0';

/** A new contact and deal of a new account, which nobody dealt with, and the day of the last activity of each. */
async function openSubjects() {
  const { get, send } = openOrg();
  const make = async (object: string, fields: object): Promise<string> =>
    (await send('POST', `${root}/sobjects/${object}`, fields)).body.id;
  const AccountId = await make('Account', { Name: 'Tidewater Mills' });
  const WhoId = await make('Contact', { LastName: 'Marsh', AccountId });
  const stage = { StageName: 'Prospecting', CloseDate: '2026-12-01' };
  const WhatId = await make('Opportunity', { Name: 'Tidewater', AccountId, ...stage });
  const readDays = async () => {
    const paths = [`Contact/${WhoId}`, `Opportunity/${WhatId}`, `Account/${AccountId}`];
    const answers = await Promise.all(paths.map((path) => get(`${root}/sobjects/${path}?fields=LastActivityDate`)));
    return answers.map(({ body }) => body.LastActivityDate);
  };
  return { make, readDays, send, WhatId, WhoId };
}

test('a task counts for its contact, deal and account from when it is completed until it is deleted', async () => {
  const { make, readDays, send, WhatId, WhoId } = await openSubjects();
  const days: unknown[] = [];

  const path = `${root}/sobjects/Task/${await make('Task', { WhoId, WhatId, ActivityDate: '2026-11-20' })}`;
  days.push(await readDays());
  await send('PATCH', path, { Status: 'Completed' });
  days.push(await readDays());
  await send('DELETE', path);
  days.push(await readDays());

  const [none, done] = [null, '2026-11-20'].map((day) => [day, day, day]);
  expect(days).toEqual([none, done, none]);
});

test('the latest day counts, be it that of an event to come, and moves with the activity', async () => {
  const { make, readDays, send, WhatId, WhoId } = await openSubjects();
  const times = { StartDateTime: '2026-12-24T10:00:00Z', DurationInMinutes: 30 };

  const id = await make('Event', { WhoId, WhatId, ...times });
  await make('Task', { WhoId, ActivityDate: '2026-11-03', Status: 'Completed' });
  const first = await readDays();
  await send('PATCH', `${root}/sobjects/Event/${id}`, { WhoId: null, StartDateTime: '2026-12-10T10:00:00Z' });
  const moved = await readDays();

  expect(first).toEqual(['2026-12-24', '2026-12-24', '2026-12-24']);
  expect(moved).toEqual(['2026-11-03', '2026-12-10', '2026-12-10']);
});

test('an activity that is rolled back counts no longer', async () => {
  const { readDays, send, WhoId } = await openSubjects();
  const task = { attributes: { type: 'Task' }, WhoId, ActivityDate: '2026-11-20', Status: 'Completed' };

  await send('POST', `${root}/composite/sobjects`, { allOrNone: true, records: [task, { ...task, WhoId: 'nobody' }] });

  expect(await readDays()).toEqual([null, null, null]);
});

test('the seeded org follows the same rule, for meetings to come too', () => {
  const { state } = openOrg().simulator;
  const events = [...recordsOf(state, 'Event').values()];
  const isBehind = ({ AccountId, ActivityDate, WhatId, WhoId }: OrgRecord) =>
    [WhoId, WhatId, AccountId]
      .map((id) => findRecord(state, id))
      .some((record) => record !== undefined && String(record.LastActivityDate ?? '') < String(ActivityDate));

  expect(events.some(({ ActivityDate }) => String(ActivityDate) > '2026-11-21')).toBe(true);
  expect(events.filter(isBehind)).toEqual([]);
});
