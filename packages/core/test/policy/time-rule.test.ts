import { expect, test } from 'vitest';
import { decide } from '../../src/policy/decision.ts';
import { tighten } from '../../src/policy/tighten.ts';
import { policyOf } from './policy-of.ts';

const read = { name: 'get_payment', effect: 'read', data: 'internal' } as const;
const night = `
presets: [viewer]
times: [{ id: night, days: [fri], from: '22:00', to: '06:00', timezone: Europe/Berlin }]`;

test('hours over midnight belong to the day on which they begin', async () => {
  const policy = await policyOf(night);
  const at = (now: string) => decide(policy, 'viewer', read, { now: Date.parse(now) }).reason;

  expect(at('2026-11-20T21:00:00Z')).toBe('allowed');
  expect(at('2026-11-21T04:59:00Z')).toBe('allowed');
  expect(at('2026-11-21T05:00:00Z')).toBe('outside_hours');
  expect(at('2026-11-20T04:00:00Z')).toBe('outside_hours');
  expect(at('2026-11-21T22:00:00Z')).toBe('outside_hours');
});

test('by a clock that is broken all hours are over', async () => {
  for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 1e20])
    expect(decide(await policyOf(night), 'viewer', read, { now }).reason).toBe('outside_hours');
});

test('the first minute is within the hours and the last is not, each rule by its own clock', async () => {
  const policy = await policyOf(`
presets: [viewer]
times:
  - { id: berlin, tools: [bank.*], from: '08:00', to: '09:00', timezone: Europe/Berlin }
  - { id: tokyo, tools: [bank.*], from: '08:00', to: '09:00', timezone: Asia/Tokyo }`);
  const hours = [...Array(24).keys()].filter(
    (hour) => decide(policy, 'viewer', read, { server: 'bank', now: Date.UTC(2026, 10, 20, hour) }).allowed,
  );

  expect(hours).toEqual([7, 23]);
});

test('a role within another may act only at hours of both', async () => {
  const policy = await policyOf(`
presets: [viewer, sales]
times:
  - { id: viewers, roles: [viewer], from: '08:00', to: '10:00', timezone: UTC }
  - { id: sellers, roles: [sales], from: '09:00', to: '18:00', timezone: UTC }`);
  const at = (hour: number) =>
    decide(tighten(policy, { role: 'viewer' }), 'sales', read, { now: Date.UTC(2026, 10, 20, hour) }).allowed;

  expect([8, 9, 12].map(at)).toEqual([false, true, false]);
});
