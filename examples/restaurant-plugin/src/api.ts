import { defineApi, toolDefiner, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { LiveOrders } from './live-orders.ts';

/** The way to the point of sale, and the watch over its open orders. */
export interface Restaurant {
  pos: Upstream;
  live: LiveOrders;
}

const PosError = z.object({
  error: z.object({
    code: z.enum(['no_such_item', 'no_such_stock', 'no_such_day', 'item_unavailable', 'out_of_stock', 'below_zero']),
  }),
});

const sentences = {
  no_such_item: { code: 'not_found', message: 'There is no such item; the ids are in restaurant://menu_items' },
  no_such_stock: { code: 'not_found', message: 'There is no such stock; generate_report lists all of it' },
  no_such_day: { code: 'not_found', message: 'The point of sale keeps orders of the last days alone; try a later one' },
  item_unavailable: {
    code: 'conflict',
    message: 'An item is off the menu; update_menu_item puts it back, or leave it out of the order',
  },
  out_of_stock: {
    code: 'conflict',
    message: 'The kitchen has not enough for this; generate_report lists the stock, update_inventory books a delivery',
  },
  below_zero: { code: 'conflict', message: 'There is less of it than that; count it, and book the count' },
} as const;

export const restaurantApi = defineApi({
  system: 'Tablewise',
  settings: z.object({
    TABLEWISE_TOKEN: z.string().describe('Access token of the location').meta({ secret: true }),
    TABLEWISE_BASE_URL: z.url().default('https://pos.tablewise.example').describe('Where the point of sale is'),
  }),
  credentials: [
    {
      title: 'Access token',
      settings: ['TABLEWISE_TOKEN'],
      how: 'Make one in Tablewise under Location > Integrations > Access tokens.',
    },
  ],
  connect({ settings, createUpstream, changed, inBackground, onClose }): Restaurant {
    const pos = createUpstream({
      system: 'Tablewise',
      baseUrl: settings.TABLEWISE_BASE_URL,
      authorize: () => ({ authorization: `Bearer ${settings.TABLEWISE_TOKEN}` }),
      requestIdHeaders: ['x-request-id'],
      idempotencyHeader: 'idempotency-key',
      explain({ body }) {
        const parsed = PosError.safeParse(body);
        return parsed.success ? sentences[parsed.data.error.code] : undefined;
      },
    });
    return { pos, live: new LiveOrders({ pos, changed, inBackground, onClose }) };
  },
  async check({ pos }) {
    const { name } = await pos.json(z.object({ name: z.string() }), { path: ['location'] });
    return `The point of sale of ${name} answers`;
  },
});

export const defineTool = toolDefiner<Restaurant>();
