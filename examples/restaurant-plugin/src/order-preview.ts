import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { sentences } from './api.ts';
import { WireMenu } from './menu-item.ts';
import { Amount, toAmount } from './money.ts';

/** An order as the person who is asked reads it. */
export const OrderPreview = z.object({
  lines: z.array(z.string()).describe('What is ordered, at which price'),
  total: Amount.describe('What the guests pay'),
});

/** What an order comes to by the menu of now. Throws what the point of sale would refuse it with. */
export async function previewOrder(
  pos: Upstream,
  lines: readonly { item_id: string; quantity: number }[],
): Promise<z.output<typeof OrderPreview>> {
  const { items } = await pos.json(WireMenu, { path: ['menu'] });
  const priced = lines.map(({ item_id, quantity }) => {
    const item = items.find(({ id }) => id === item_id);
    if (!item?.available) throw refusal(item ? 'item_unavailable' : 'no_such_item');
    return { text: `${quantity} x ${item.name} at ${toAmount(item.price_cents)}`, cents: quantity * item.price_cents };
  });
  return {
    lines: priced.map(({ text }) => text),
    total: toAmount(priced.reduce((sum, { cents }) => sum + cents, 0)),
  };
}

function refusal(reason: keyof typeof sentences): ToolError {
  const { code, message } = sentences[reason];
  return new ToolError(code, message);
}
