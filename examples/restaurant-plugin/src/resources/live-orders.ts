import { defineResource } from '@bizmcp/core';
import * as z from 'zod';
import type { Restaurant } from '../api.ts';
import { liveOrdersUri } from '../live-orders.ts';
import { Order, toOrder } from '../order.ts';

export const liveOrders = defineResource<Restaurant>({
  uri: liveOrdersUri,
  name: 'live-orders',
  title: 'Open orders',
  description: 'What is on the tables now. Watch it to be told of each order that comes, changes or is paid',
  data: 'confidential',
  scopes: ['orders:read'],
  live: true,
  output: z.object({ orders: z.array(Order) }),
  async read({ api }) {
    return { orders: (await api.live.read()).map(toOrder) };
  },
});
