import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectStdioClient } from '@bizmcp/testkit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { toAmount, toCents } from '../src/money.ts';
import { createTill } from './till.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function openTill(role?: string) {
  const till = createTill(role);
  closers.push(till.close);
  return till;
}

const pizza = { item_id: 'item_3', quantity: 2 };

describe('amounts', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [1250, '12.50'],
    [-1, '-0.01'],
    [900_719_925_474_099, '9007199254740.99'],
  ])('%i cents are %s, exactly', (cents, amount) => {
    expect(toAmount(cents)).toBe(amount);
    if (cents >= 0) expect(toCents(amount)).toBe(cents);
  });

  test('are taken with as many places as people write', () => {
    expect(['12', '9.5', '0.05'].map(toCents)).toEqual([1200, 950, 5]);
  });

  test('of an order are the sum of its lines, and the tax in it', async () => {
    const { call } = openTill();

    const { value } = await call('process_order', { lines: [pizza, { item_id: 'item_12', quantity: 3 }], table: '7' });

    expect(value).toMatchObject({
      order: {
        status: 'open',
        table: '7',
        total: '45.70',
        tax: '4.15',
        lines: [{ total: '25.00' }, { total: '20.70' }],
      },
    });
  });

  test('of an order are put before the person, with the names of the dishes', async () => {
    const { question } = await openTill().call('process_order', { lines: [pizza], table: '7' });

    expect(question).toMatch(/2 x \w[^"]* at 12\.50/);
    expect(question).toContain('total: (none) -> \\"25.00\\"');
  });

  test.each(['day', 'item', 'category'])('of sales are the same, summed by %s', async (group_by) => {
    const { call } = openTill();
    const sums = ({ value }: { value: unknown }) => value;

    const byDay = sums(await call('get_sales_data', { period: 'last_30_days' }));
    const grouped = sums(await call('get_sales_data', { period: 'last_30_days', group_by }));

    const { sales, tax } = Object(byDay);
    expect(grouped).toMatchObject({ sales, tax });
    expect(toCents(sales)).toBeGreaterThan(0);
  });
});

describe('days', () => {
  test('are summed up over 93 of them', async () => {
    const { call } = openTill();

    const { value } = await call('get_sales_data', { from: '2026-01-01', to: '2026-04-03' });

    expect(value).toMatchObject({ from: '2026-01-01', to: '2026-04-03' });
  });

  test.each([
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2026-01-01', to: '2026-04-04' },
  ])('that are none, or too many, are refused with what to give: %j', async (input) => {
    const { call } = openTill();

    const message = expect.stringContaining('give a from that is not after to, and a to at most 92 days after it');
    await expect(call('get_sales_data', input)).rejects.toMatchObject({ code: 'invalid_input', message });
  });
});

test.each([
  ['process_order', { lines: [pizza] }, 'wrong_order', /item_id and a quantity/],
  ['update_inventory', { sku: 'COLA', movement: 'count', quantity: 1 }, 'wrong_movement', /delivery, waste or count/],
  ['update_menu_item', { item_id: 'item_3', available: false }, 'no_json', /price, name or available/],
])('a point of sale that refuses what %s sends is told in words to act on', async (tool, input, code, message) => {
  const { call, simulator } = openTill();
  const fault = { kind: 'status', status: 422, body: { error: { code } } } as const;
  simulator.inject({ match: { method: code === 'no_json' ? 'PATCH' : 'POST' }, fault });

  const refusal = { code: 'invalid_input', message: expect.stringMatching(message) };
  await expect(call(tool, input)).rejects.toMatchObject(refusal);
});

test.each([
  ['update_menu_item', { item_id: 'item_3' }, 'Say what is to change'],
  ['update_menu_item', { item_id: 'item_3', price: '12,50' }, 'price: no price'],
  ['update_inventory', { sku: 'COLA', movement: 'waste', quantity: 999_999 }, 'There is less of it than that: 130;'],
  ['get_sales_data', { from: '2026-02-31', to: '2026-03-02' }, 'from: is no day of the calendar'],
])('nobody is asked, and nothing sent, for what cannot be: %s %j', async (tool, input, message) => {
  const { call, records, simulator } = openTill();

  await expect(call(tool, input)).rejects.toMatchObject({ message: expect.stringContaining(message) });

  expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  // A question ends a call of its own, before the one that is answered.
  expect(records.map(({ event }) => event)).toEqual(['tool.intent', 'tool.outcome']);
});

test('a price that is there already changes nothing, however it is written', async () => {
  const { call } = openTill();

  const { question } = await call('update_menu_item', { item_id: 'item_3', price: '12.5' });

  expect(question).toContain('nothing would change');
});

describe('the kitchen', () => {
  test('loses what an order takes', async () => {
    const { call, simulator } = openTill();
    const dough = () => simulator.state.stock.find(({ sku }) => sku === 'DOUGH')?.on_hand ?? 0;
    const before = dough();

    await call('process_order', { lines: [pizza] });

    expect(dough()).toBe(before - 2);
  });

  test.each([
    [
      {
        lines: [
          { item_id: 'item_3', quantity: 50 },
          { item_id: 'item_4', quantity: 50 },
        ],
      },
      'conflict',
      /not enough/,
    ],
    [{ lines: [{ item_id: 'item_9', quantity: 1 }] }, 'conflict', /off the menu/],
    [{ lines: [pizza, { item_id: 'item_99', quantity: 1 }] }, 'not_found', /restaurant:\/\/menu_items/],
  ])('cooks all of an order or nothing: %j', async (input, code, message) => {
    const { call, simulator } = openTill();
    const before = simulator.digest();

    await expect(call('process_order', input)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(simulator.digest()).toBe(before);
  });

  test('cooks once what was sent twice, because the first answer was lost', async () => {
    const { call, simulator } = openTill();
    const before = simulator.state.orders.length;
    simulator.inject({ match: { method: 'POST', path: '/orders' }, fault: 'reset-after-commit' });

    await call('process_order', { lines: [pizza] });

    expect(simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(simulator.state.orders).toHaveLength(before + 1);
  });

  test('who is asked for a movement sees what there is and what there will be', async () => {
    const { call } = openTill();

    const { question, value } = await call('update_inventory', { sku: 'COLA', movement: 'waste', quantity: 30 });

    expect(question).toContain('on_hand: 130 -> 100');
    expect(value).toMatchObject({ stock: { on_hand: 100, is_low: false } });
    const tooMuch = call('update_inventory', { sku: 'COLA', movement: 'waste', quantity: 101 });
    await expect(tooMuch).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/less of it/) });
  });
});

test('a report adds up, and names first what runs low', async () => {
  const { call } = openTill();

  const { value } = await call('generate_report', { months: 2 });

  const { months, stock } = Object(value);
  expect(months).toHaveLength(2);
  for (const { sales, cost, margin } of months) expect(toCents(sales) - toCents(cost)).toBe(toCents(margin));
  expect(stock[0]).toMatchObject({ is_low: true });
});

describe('orders', () => {
  test('of a day are read by its date, their guests masked for who may not see them', async () => {
    const { read, simulator } = openTill();
    const { guest, opened_at } =
      simulator.state.orders.find((order) => order.guest !== null) ?? expect.fail('no guest');
    const address = `restaurant://orders/${opened_at.slice(0, 10)}`;

    expect(JSON.stringify(await read(address))).toContain(`"guest_name":"${guest}"`);
    const masked = JSON.stringify(await openTill('viewer').read(address));
    expect(masked).toContain('"guest_name"');
    expect(masked).not.toContain(guest);
    await expect(read('restaurant://orders/2001-01-01')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that come are told to whoever watches, on record, until nobody reads any more', async () => {
    const { read, call, changed, records, simulator } = openTill();

    expect(await read('restaurant://live_orders')).toMatchObject({ orders: { length: 3 } });
    simulator.state.version += 1;
    await vi.waitFor(() => expect(changed).toEqual(['restaurant://live_orders']));
    await call('process_order', { lines: [pizza] });

    expect(changed.length).toBeGreaterThanOrEqual(2);
    expect(await read('restaurant://live_orders')).toMatchObject({ orders: { length: 4 } });
    expect(records.some(({ event }) => String(event).includes('background'))).toBe(true);
    const asked = () => simulator.requests.filter(({ path }) => path === '/orders/live').length;
    await delay(1200);
    const inAll = asked();
    await delay(200);
    expect(asked()).toBe(inAll);
  });

  test('are told to a client that watches the built server', async () => {
    const script = fileURLToPath(new URL('../dist/index.js', import.meta.url));
    const client = await connectStdioClient({
      script,
      args: ['--sandbox'],
      era: 'auto',
      elicitation: 'accept',
      env: {},
    });
    closers.push(() => client.close());
    let told = 0;
    await client.watchResource('restaurant://live_orders', () => {
      told += 1;
    });

    await client.callTool('process_order', { lines: [pizza] });

    await vi.waitFor(() => expect(told).toBeGreaterThan(0));
  });
});
