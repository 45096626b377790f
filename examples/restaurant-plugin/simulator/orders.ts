import {
  decodeCursor,
  encodeCursor,
  Refusal,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorContext,
  takePage,
} from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { findStock } from './kitchen.ts';
import type { Dish } from './menu.ts';
import { lineOf, receipt, type Till } from './story.ts';

/** What the till takes for an order. */
const NewOrder = z.object({
  lines: z.array(z.object({ item_id: z.string(), quantity: z.int().min(1) })).min(1),
  table: z.string().optional(),
  guest: z.string().optional(),
  payment: z.enum(['card', 'cash']).optional(),
});

function refused(status: number, code: string): Refusal {
  return new Refusal({ status, body: { error: { code } } });
}

/** The orders of one day, the newest first. */
export function listOrders({ query }: SimulatedRequest<never>, { state }: SimulatorContext<Till>): SimulatedReply {
  const date = query.get('date') ?? '';
  if (!daysOf(state).includes(date)) throw refused(404, 'no_such_day');
  const after = query.get('after');
  const page = takePage(state.orders.filter(({ opened_at }) => opened_at.startsWith(date)).toReversed(), {
    limit: Math.min(200, Number(query.get('limit') ?? 50)),
    after: after === null ? undefined : decodeCursor(after),
    keyOf: ({ number }) => String(number),
    compare: (left, right) => Number(right) - Number(left),
  });
  return { status: 200, body: { orders: page.items, next: page.next === undefined ? null : encodeCursor(page.next) } };
}

export function listDays(_request: SimulatedRequest<never>, { state }: SimulatorContext<Till>): SimulatedReply {
  return { status: 200, body: { days: daysOf(state) } };
}

function daysOf({ orders }: Till): string[] {
  return [...new Set(orders.map(({ opened_at }) => opened_at.slice(0, 10)))].toReversed();
}

/** Rings up an order: all of it or nothing. */
export function takeOrder({ body }: SimulatedRequest<never>, { state, now }: SimulatorContext<Till>): SimulatedReply {
  const sent = NewOrder.safeParse(body.kind === 'json' ? body.value : undefined);
  if (!sent.success) throw refused(422, 'wrong_order');
  const { lines, table = null, guest = null, payment = null } = sent.data;
  const dishes = lines.map(({ item_id, quantity }) => ({ dish: dishOf(state, item_id), quantity }));
  const used = new Map<string, number>();
  for (const { dish, quantity } of dishes)
    for (const [sku, amount] of Object.entries(dish.recipe)) used.set(sku, (used.get(sku) ?? 0) + amount * quantity);
  for (const [sku, amount] of used) if (findStock(state, sku).on_hand < amount) throw refused(409, 'out_of_stock');
  for (const [sku, amount] of used) findStock(state, sku).on_hand -= amount;
  const order = receipt(state, {
    ...{ at: now(), table, guest, payment },
    lines: dishes.map(({ dish, quantity }) => lineOf(dish, quantity)),
  });
  state.orders.push(order);
  state.version += 1;
  return { status: 201, body: order };
}

function dishOf({ menu }: Till, id: string): Dish {
  const dish = menu.find((one) => one.id === id);
  if (!dish) throw refused(404, 'no_such_item');
  if (!dish.available) throw refused(409, 'item_unavailable');
  return dish;
}
