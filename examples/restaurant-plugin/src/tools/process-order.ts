import * as z from 'zod';
import { defineTool } from '../api.ts';
import { ItemId } from '../menu-item.ts';
import { Order, toOrder, WireOrder } from '../order.ts';
import { OrderPreview, previewOrder } from '../order-preview.ts';

export const processOrder = defineTool({
  name: 'process_order',
  title: 'Process an order',
  description:
    'Rings up an order at the prices of the menu and takes its ingredients from stock. With payment it is paid at once, else it stays open.',
  effect: 'create',
  data: 'confidential',
  scopes: ['orders:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'order', workflow: 'restaurant' },
  input: z.object({
    lines: z
      .array(z.strictObject({ item_id: ItemId, quantity: z.int().min(1).max(50).describe('How many') }))
      .min(1)
      .max(40)
      .describe('What is ordered'),
    table: z.string().min(1).max(20).optional().describe('Where the guests sit; none for a takeaway'),
    guest_name: z.string().min(1).max(80).optional().describe('Who fetches a takeaway'),
    payment: z.enum(['card', 'cash']).optional().describe('How it was paid'),
  }),
  output: z.object({ order: Order.describe('As the till has it') }),
  change: {
    fields: OrderPreview,
    read: async ({ input: { lines }, api }) => ({ before: {}, after: await previewOrder(api.pos, lines) }),
  },
  examples: [
    {
      title: 'Two pizzas at table 4',
      input: {
        lines: [
          { item_id: 'item_3', quantity: 2 },
          { item_id: 'item_11', quantity: 2 },
        ],
        table: '4',
      },
    },
    {
      title: 'A paid takeaway',
      input: { lines: [{ item_id: 'item_6', quantity: 1 }], guest_name: 'Noor', payment: 'card' },
    },
  ],
  undo: () => 'only at the till, as no tool here cancels an order',
  async handler({ input: { lines, table, guest_name, payment }, api }) {
    const body = { lines, table, guest: guest_name, payment };
    const order = await api.pos.json(WireOrder, { method: 'POST', path: ['orders'], body });
    api.live.noticed();
    return { order: toOrder(order) };
  },
});
