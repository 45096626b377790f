import {
  createBearerTokens,
  createIdempotencyStore,
  createRateLimiter,
  createSimulator,
  Refusal,
  type RequestBody,
  route,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorContext,
  systemClock,
} from '@bizmcp/testkit/simulator';
import { bookMovement, findStock } from './kitchen.ts';
import { listDays, listOrders, takeOrder } from './orders.ts';
import { sumSales } from './sales.ts';
import { openTill, type Till } from './story.ts';

const perMinute = { name: 'minute', limit: 300, windowMilliseconds: 60_000 };
const keyLifetime = 86_400_000;

function refusal(status: number, code: string): Refusal {
  return new Refusal({ status, body: { error: { code } } });
}

function changeItem({ parameter, body }: SimulatedRequest<'id'>, { state }: SimulatorContext<Till>): SimulatedReply {
  const dish = state.menu.find(({ id }) => id === parameter('id'));
  if (!dish) throw refusal(404, 'no_such_item');
  const { price_cents, name, available } = fieldsOf(body);
  if (typeof price_cents === 'number' && price_cents >= 0) dish.price_cents = price_cents;
  if (typeof name === 'string') dish.name = name;
  if (typeof available === 'boolean') dish.available = available;
  return { status: 200, body: dish };
}

function fieldsOf(body: RequestBody): Record<string, unknown> {
  const sent = body.kind === 'json' ? body.value : undefined;
  if (typeof sent !== 'object' || sent === null) throw refusal(422, 'no_json');
  return { ...sent };
}

const routes = [
  route('GET', '/location', () => ({ status: 200, body: { id: 'loc_1', name: 'Trattoria Example', currency: 'EUR' } })),
  route<Till, '/menu'>('GET', '/menu', (_request, { state }) => ({
    status: 200,
    body: { currency: 'EUR', items: state.menu },
  })),
  route<Till, '/menu/{id}'>('GET', '/menu/{id}', ({ parameter }, { state }) => {
    const dish = state.menu.find(({ id }) => id === parameter('id'));
    if (!dish) throw refusal(404, 'no_such_item');
    return { status: 200, body: dish };
  }),
  route('PATCH', '/menu/{id}', changeItem),
  route<Till, '/stock'>('GET', '/stock', (_request, { state }) => ({ status: 200, body: { stock: state.stock } })),
  route<Till, '/stock/{sku}'>('GET', '/stock/{sku}', ({ parameter }, { state }) => ({
    status: 200,
    body: findStock(state, parameter('sku')),
  })),
  route('POST', '/stock/{sku}/movements', bookMovement),
  route('GET', '/sales', sumSales),
  route('GET', '/orders', listOrders),
  route('POST', '/orders', takeOrder),
  route('GET', '/orders/days', listDays),
  route<Till, '/orders/live'>('GET', '/orders/live', (_request, { state }) => ({
    status: 200,
    body: { version: state.version, orders: state.orders.filter(({ status }) => status === 'open').toReversed() },
  })),
];

/** A point of sale on the network: one location, its token, 300 requests a minute, and keys for what must not happen twice. */
export function createRestaurantSimulator() {
  const tokens = createBearerTokens(systemClock, 'restaurant');
  const limiter = createRateLimiter(systemClock);
  const token = tokens.issue({ account: 'loc_1', scopes: ['pos'] });
  let keys = createIdempotencyStore(systemClock, keyLifetime);
  const simulator = createSimulator<Till>({
    name: 'restaurant',
    seed: openTill,
    refuse: (status) => ({ status, body: { error: { code: `status_${status}` } } }),
    onReset() {
      limiter.reset();
      keys = createIdempotencyStore(systemClock, keyLifetime);
    },
    around(request, _context, next) {
      const verdict = tokens.check(request.headers.get('authorization'));
      if (verdict.kind !== 'valid') throw refusal(401, 'unauthenticated');
      const { exceeded, waitMilliseconds } = limiter.take(verdict.grant.account, [perMinute]);
      if (exceeded) {
        const headers = { 'retry-after': String(Math.ceil(waitMilliseconds / 1000)) };
        throw new Refusal({ status: 429, headers, body: { error: { code: 'too_many_requests' } } });
      }
      const key = request.headers.get('idempotency-key');
      if (key === null || request.method !== 'POST') return next();
      const keyed = keys.once(key, `${request.path} ${request.bytes}`, next);
      if (keyed.kind === 'conflict') throw refusal(409, 'key_reused');
      return keyed.reply;
    },
    routes,
  });
  return { simulator, settings: { TABLEWISE_TOKEN: token } };
}
