import { defineResource } from '@bizmcp/core';
import * as z from 'zod';
import type { Restaurant } from '../api.ts';
import { Order, toOrder, WireOrder } from '../order.ts';

export const ordersOfDay = defineResource<Restaurant>({
  uri: 'restaurant://orders/{date}',
  name: 'orders-of-day',
  title: 'Orders of a day',
  description: 'The orders of one business day as YYYY-MM-DD, the newest first, at most 200',
  data: 'confidential',
  scopes: ['orders:read'],
  output: z.object({ date: z.string(), orders: z.array(Order), has_more: z.boolean() }),
  cacheSeconds: 0,
  complete: {
    async date({ api, value }) {
      const { days } = await api.pos.json(z.object({ days: z.array(z.string()) }), { path: ['orders', 'days'] });
      return days.filter((day) => day.startsWith(value));
    },
  },
  async read({ api, params }) {
    const date = params.date ?? '';
    const { orders, next } = await api.pos.json(z.object({ orders: z.array(WireOrder), next: z.string().nullable() }), {
      path: ['orders'],
      query: { date, limit: 200 },
    });
    return { date, orders: orders.map(toOrder), has_more: next !== null };
  },
});
