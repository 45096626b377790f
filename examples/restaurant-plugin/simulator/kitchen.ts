import { Refusal, type SimulatedReply, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import type { StockItem } from './menu.ts';
import type { Till } from './story.ts';

export function findStock({ stock }: Till, sku: string): StockItem {
  const item = stock.find((one) => one.sku === sku);
  if (item) return item;
  throw new Refusal({ status: 404, body: { error: { code: 'no_such_stock' } } });
}

/** Books a delivery, waste or a count. */
export function bookMovement(
  { parameter, body }: SimulatedRequest<'sku'>,
  { state }: SimulatorContext<Till>,
): SimulatedReply {
  const item = findStock(state, parameter('sku'));
  const { movement, quantity } = movementOf(body.kind === 'json' ? body.value : undefined);
  const after = { delivery: item.on_hand + quantity, waste: item.on_hand - quantity, count: quantity }[movement];
  if (after < 0) throw new Refusal({ status: 409, body: { error: { code: 'below_zero' } } });
  item.on_hand = after;
  return { status: 201, body: item };
}

function movementOf(sent: unknown): { movement: 'delivery' | 'waste' | 'count'; quantity: number } {
  if (typeof sent === 'object' && sent !== null && 'movement' in sent && 'quantity' in sent) {
    const { movement, quantity } = sent;
    const isKnown = movement === 'delivery' || movement === 'waste' || movement === 'count';
    if (isKnown && typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 0)
      return { movement, quantity };
  }
  throw new Refusal({ status: 422, body: { error: { code: 'wrong_movement' } } });
}
