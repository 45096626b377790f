import { expect, test } from 'vitest';
import * as z from 'zod';
import { objectTypes } from '../simulator/objects/object-type.ts';
import { checkValue } from '../simulator/objects/property-value.ts';
import { startSandbox } from '../simulator/sandbox.ts';
import { hostileNote } from '../simulator/seed/activity-texts.ts';
import { noon, openPortal } from './portal-client.ts';

const day = 86_400_000;
const FoundEmails = z.object({ results: z.array(z.object({ createdAt: z.coerce.date() })) });
const { simulator } = openPortal();
const { state } = simulator;
const recordsOf = (id: string) => [...(state.records.get(id)?.values() ?? [])];

test('the company is of a believable size', () => {
  const counts = Object.fromEntries(objectTypes.map((type) => [type.plural, recordsOf(type.id).length]));
  const engagements = ['notes', 'calls', 'emails', 'meetings', 'tasks'].reduce(
    (sum, name) => sum + (counts[name] ?? 0),
    0,
  );

  expect(counts.contacts).toBeGreaterThanOrEqual(300);
  expect(counts.companies).toBeGreaterThanOrEqual(60);
  expect(counts.deals).toBeGreaterThanOrEqual(120);
  expect(counts.tickets).toBeGreaterThanOrEqual(40);
  expect(engagements).toBeGreaterThanOrEqual(2_000);
  expect(state.campaigns.size).toBeGreaterThanOrEqual(12);
  expect(new Set(recordsOf('0-3').map((deal) => deal.properties.get('pipeline'))).size).toBe(2);
  const starts = [...state.campaigns.values()].map((campaign) => campaign.startsAt);
  expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(365 * day);
});

test('the same seed and day give the same portal, another seed another', () => {
  const digestOf = (seed: number, now: number) => openPortal({ seed, today: now }).simulator.digest();

  expect(digestOf(1, noon)).toBe(simulator.digest());
  expect(digestOf(1, noon + 3_600_000)).toBe(simulator.digest());
  expect(digestOf(2, noon)).not.toBe(simulator.digest());
  expect(digestOf(1, noon + day)).not.toBe(simulator.digest());
});

test('companies, contacts, products and deals have the same ids on every day', () => {
  const idsOn = (today: number) => {
    const { records } = openPortal({ today }).simulator.state;
    return ['0-2', '0-1', '0-7', '0-3'].map((type) => [...(records.get(type)?.keys() ?? [])]);
  };
  const today = idsOn(noon);
  expect(today.map((ids) => ids.length)).toEqual([64, 420, 12, 136]);

  for (const days of [1, 2, 7, 30, 365]) expect(idsOn(noon + days * day), `after ${days} days`).toEqual(today);
});

test('every value is one that the portal itself would accept', () => {
  const wrong: string[] = [];
  for (const type of objectTypes) {
    const definitions = new Map(
      (state.properties.get(type.id) ?? []).map((definition) => [definition.name, definition]),
    );
    const stages = (state.pipelines.get(type.id) ?? []).flatMap((pipeline) => [
      pipeline.id,
      ...pipeline.stages.map(({ id }) => id),
    ]);
    const external = [...state.owners.map(({ id }) => id), ...stages];
    for (const record of recordsOf(type.id)) {
      for (const [name, value] of record.properties) {
        const definition = definitions.get(name);
        const options =
          definition?.options.length === 0 ? external : (definition?.options.map((option) => option.value) ?? []);
        const checked = definition && checkValue({ ...definition, isReadOnly: false }, value, options);
        if (checked?.kind !== 'good' || checked.value !== value) wrong.push(`${type.plural} ${name} ${value}`);
      }
    }
  }

  expect(wrong).toEqual([]);
});

test('every required property is set, and unique ones are unique', () => {
  for (const type of objectTypes) {
    const missing = recordsOf(type.id).filter((record) =>
      type.requiredProperties.some((name) => !record.properties.has(name)),
    );
    expect([type.plural, missing]).toEqual([type.plural, []]);
  }
  const emails = recordsOf('0-1').map((contact) => contact.properties.get('email'));
  expect(new Set(emails).size).toBe(emails.length);
});

test('nothing happened in the future but planned meetings, tasks and closing dates', () => {
  const today = noon - (noon % day);
  const late = objectTypes.flatMap((type) =>
    recordsOf(type.id).filter(
      (record) => record.createdAt > today || record.updatedAt > today || record.updatedAt < record.createdAt,
    ),
  );
  const timestamps = (id: string) =>
    recordsOf(id).map((record) => Date.parse(record.properties.get('hs_timestamp') ?? ''));

  expect(late).toEqual([]);
  for (const id of ['0-46', '0-48', '0-49']) expect(Math.max(...timestamps(id))).toBeLessThanOrEqual(today);
  expect(Math.max(...timestamps('0-47'))).toBeGreaterThan(today);
});

test('deals went through their stages in order, and closed ones stay closed', () => {
  const order = new Map(
    (state.pipelines.get('0-3') ?? []).flatMap(({ stages }) => stages.map(({ id }, index) => [id, index] as const)),
  );
  for (const deal of recordsOf('0-3')) {
    const history = [...(deal.history.get('dealstage') ?? [])].reverse();
    const positions = history.map(({ value }) => order.get(value) ?? -1);

    expect(history.length).toBeGreaterThan(0);
    expect(positions).toEqual([...positions].sort((left, right) => left - right));
    expect(history.every(({ at }, index) => at > (history[index - 1]?.at ?? 0))).toBe(true);
    expect(deal.properties.get('dealstage')).toBe(history.at(-1)?.value);
  }
});

test('an engagement is never older than the contact that it is about', () => {
  const contacts = state.records.get('0-1');
  const early = ['0-46', '0-48', '0-49', '0-47', '0-27'].flatMap((typeId) =>
    recordsOf(typeId).filter((record) => {
      const linked = [...(state.associations.links.get(`${typeId}:${record.id}>0-1`)?.keys() ?? [])];
      return linked.some(
        (id) => (contacts?.get(id)?.createdAt ?? 0) > Date.parse(record.properties.get('hs_timestamp') ?? ''),
      );
    }),
  );

  expect(early).toEqual([]);
});

test('no mail address, web site or telephone number can belong to anybody', () => {
  const texts = objectTypes.flatMap((type) => recordsOf(type.id).flatMap((record) => [...record.properties.values()]));
  const hosts = texts.flatMap((text) =>
    [...text.matchAll(/(?:@|https?:\/\/)([\w.-]+)/g)].map((match) => match[1] ?? ''),
  );
  const numbers = texts.flatMap((text) => [...text.matchAll(/\+\d[\d -]{7,}\d/g)].map((match) => match[0]));

  expect(hosts.filter((host) => !host.replace(/\.$/, '').endsWith('.example'))).toEqual([]);
  expect(numbers.filter((number) => !/^\+1 \d{3}-555-01\d{2}$/.test(number))).toEqual([]);
  expect([hosts.length > 1_000, numbers.length > 500]).toEqual([true, true]);
});

test('free text holds personal data, and one note gives orders', () => {
  const notes = recordsOf('0-46').map((note) => note.properties.get('hs_note_body') ?? '');

  expect(notes.filter((note) => note === hostileNote)).toHaveLength(1);
  expect(notes.filter((note) => /555-01\d\d/.test(note)).length).toBeGreaterThan(10);
  expect(notes.filter((note) => /@\w+\.example/.test(note)).length).toBeGreaterThan(10);
});

test('the sandbox answers without a port and with its own token, on the present day', async () => {
  const { settings, transport } = startSandbox();

  const response = await transport('https://api.hubapi.com/crm/v3/objects/emails/search', {
    method: 'POST',
    headers: { authorization: `Bearer ${settings.HUBSPOT_ACCESS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sorts: [{ propertyName: 'hs_timestamp', direction: 'DESCENDING' }], limit: 1 }),
  });

  expect(response.status).toBe(200);
  const { results } = FoundEmails.parse(await response.json());
  const age = Date.now() - (results[0]?.createdAt.getTime() ?? 0);
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThan(3 * day);
});
