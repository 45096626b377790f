import { defineApi, toolDefiner, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { LiveOrders } from './live-orders.ts';

/** The way to the point of sale, and the watch over its open orders. */
export interface Restaurant {
  pos: Upstream;
  live: LiveOrders;
}

/** What the point of sale's refusals mean, and what to do then. */
export const sentences = {
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
  wrong_days: {
    code: 'invalid_input',
    message: 'No such days; give a from that is not after to, and a to at most 92 days after it',
  },
  wrong_order: { code: 'invalid_input', message: 'No such order; give each line an item_id and a quantity from 1 on' },
  wrong_movement: {
    code: 'invalid_input',
    message: 'No such movement; give delivery, waste or count, with a whole quantity from 0 on',
  },
  no_json: { code: 'invalid_input', message: 'Say what is to change: price, name or available' },
} as const;

const sentenceOf = new Map<string, (typeof sentences)[keyof typeof sentences]>(Object.entries(sentences));

const PosError = z.object({ error: z.object({ code: z.string() }) });

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
      baseUrl: settings.TABLEWISE_BASE_URL,
      authorize: () => ({ authorization: `Bearer ${settings.TABLEWISE_TOKEN}` }),
      requestIdHeaders: ['x-request-id'],
      idempotencyHeader: 'idempotency-key',
      explain({ body }) {
        const parsed = PosError.safeParse(body);
        return parsed.success ? sentenceOf.get(parsed.data.error.code) : undefined;
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
