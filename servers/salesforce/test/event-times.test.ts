import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const create = (fields: Record<string, unknown>) =>
  openServer().call('create_record', { object_type: 'Event', fields: { Subject: 'Fair', ...fields } });
const start = '2026-12-01T10:00:00Z';

test.each([
  [{}, 'StartDateTime: is required: the start with its zone, or ActivityDate with IsAllDayEvent true'],
  [{ ActivityDate: '2026-12-01' }, 'ActivityDate with IsAllDayEvent true'],
  [{ StartDateTime: start }, 'fields.EndDateTime: is required, or DurationInMinutes'],
  [{ IsAllDayEvent: true }, 'fields.ActivityDate: is required: the day of an all-day event'],
  [{ StartDateTime: start, EndDateTime: '2026-12-01T10:30:00+01:00' }, 'EndDateTime: lies before StartDateTime'],
  [
    { StartDateTime: start, EndDateTime: '2026-12-01T11:00:00Z', DurationInMinutes: 30 },
    'DurationInMinutes: adds up to another EndDateTime',
  ],
  [{ StartDateTime: start, DurationInMinutes: -5 }, 'fields.DurationInMinutes: is less than 0'],
  [{ StartDateTime: start, EndDateTime: '2026-12-01T25:00:00Z' }, 'EndDateTime: takes a time of the calendar'],
])('nobody is asked for an event without its times: %j', async (fields, told) => {
  const { error, question } = await create(fields);

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
  expect(question).toBeUndefined();
});

test.each([
  [
    { IsAllDayEvent: 'true', ActivityDate: '2026-12-01' },
    { ActivityDate: '2026-12-01', DurationInMinutes: 1440 },
  ],
  [{ IsAllDayEvent: true, StartDateTime: '2026-12-01T00:00:00Z' }, { ActivityDate: '2026-12-01' }],
  [
    { ActivityDateTime: start, DurationInMinutes: '30' },
    { DurationInMinutes: 30, ActivityDate: '2026-12-01' },
  ],
  [{ StartDateTime: start, EndDateTime: '2026-12-01T10:00:00Z', DurationInMinutes: 0 }, { DurationInMinutes: 0 }],
])('an event with its times is made: %j', async (fields, stored) => {
  const server = openServer();
  const made = await server.call('create_record', { object_type: 'Event', fields: { Subject: 'Fair', ...fields } });

  const { value } = await server.call('get_record', { object_type: 'Event', record_id: made.value.id });

  expect(value.record).toMatchObject(stored);
});

test('an event is moved by any of its starts', async () => {
  const server = openServer();
  const fields = { Subject: 'Fair', IsAllDayEvent: true, ActivityDate: '2026-12-01' };
  const { id: record_id } = (await server.call('create_record', { object_type: 'Event', fields })).value;
  const event = { object_type: 'Event', record_id };

  await server.call('update_record', { ...event, fields: { ActivityDate: '2026-12-03' } });
  const backward = { StartDateTime: start, EndDateTime: '2026-11-30T10:00:00Z' };
  const { error } = await server.call('update_record', { ...event, fields: backward });

  expect((await server.call('get_record', event)).value.record.StartDateTime).toBe('2026-12-03T00:00:00.000+0000');
  expect(error?.message).toContain('lies before StartDateTime');
});

test('of a start on a day that there is not no order is told', async () => {
  const { error } = await create({ StartDateTime: '2027-02-30T10:00:00Z', EndDateTime: '2027-02-28T11:00:00Z' });

  expect(error?.message).toContain('StartDateTime: takes a time of the calendar');
  expect(error?.message).not.toContain('lies before');
});

test('an end that lies before the stored start is told', async () => {
  const server = openServer();
  const fields = { Subject: 'Fair', StartDateTime: start, DurationInMinutes: 30 };
  const { id: record_id } = (await server.call('create_record', { object_type: 'Event', fields })).value;
  const move = async (values: object) =>
    (await server.call('update_record', { object_type: 'Event', record_id, fields: values })).question;

  const told = `EndDateTime, 2026-12-01T10:30:00+01:00, is before StartDateTime, `;
  expect(await move({ EndDateTime: '2026-12-01T10:30:00+01:00' })).toContain(told);
  expect(await move({ EndDateTime: '2026-12-01T09:30:00-01:00' })).not.toContain('is before');
});

test.each([
  [{ EndDateTime: '2026-12-01T11:30:00Z' }, '2026-12-01T11:30', 90],
  [{ DurationInMinutes: 45 }, '2026-12-01T10:45', 45],
  [{ StartDateTime: '2026-12-02T10:00:00Z', DurationInMinutes: 15 }, '2026-12-02T10:15', 15],
  [{ StartDateTime: '2026-12-01T10:20:00Z' }, '2026-12-01T10:30', 10],
])('the end and the duration of an event follow each other: %j', async (fields, end, minutes) => {
  const server = openServer();
  const values = { Subject: 'Fair', StartDateTime: start, EndDateTime: '2026-12-01T10:30:00Z' };
  const { id: record_id } = (await server.call('create_record', { object_type: 'Event', fields: values })).value;
  const event = { object_type: 'Event', record_id };
  const before = (await server.call('get_record', event)).value.record;

  await server.call('update_record', { ...event, fields });

  const after = (await server.call('get_record', event)).value.record;
  expect([before.DurationInMinutes, after.DurationInMinutes]).toEqual([30, minutes]);
  expect(after.EndDateTime).toBe(`${end}:00.000+0000`);
});

test('who moves the start alone is told of the end, and it is the end that a refusal names', async () => {
  const server = openServer();
  const fields = { Subject: 'Fair', StartDateTime: start, DurationInMinutes: 30 };
  const { id: record_id } = (await server.call('create_record', { object_type: 'Event', fields })).value;

  const later = { StartDateTime: '2026-12-02T10:00:00Z' };
  const { error, question } = await server.call('update_record', { object_type: 'Event', record_id, fields: later });

  expect(question).toContain('EndDateTime, 2026-12-01T10:30:00.000+0000, may stay where it is: give it, or');
  expect(error?.message).toContain('EndDateTime: ends before its start');
  expect(error?.message).toContain('give EndDateTime together with StartDateTime');
});

test('what a new event needs is told in its description', async () => {
  const { call } = openServer();

  const { value } = await call('describe_object', { object_type: 'Event', limit: 1 });

  expect(value.object.needs).toContain('StartDateTime, and EndDateTime or DurationInMinutes');
});
