import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectContext, Upstream } from '@bizmcp/core';
import * as z from 'zod';
import { WireOrder } from './order.ts';

const WireLive = z.object({ version: z.int(), orders: z.array(WireOrder) });

export const liveOrdersUri = 'restaurant://live_orders';

interface LiveOrdersOptions extends Pick<ConnectContext<unknown>, 'changed' | 'inBackground' | 'onClose'> {
  pos: Upstream;
  /** Milliseconds between two looks. */
  every?: number;
  /** Milliseconds for which a read keeps the watch going. */
  lasting?: number;
}

/** Milliseconds of work that are one entry in the audit trail; a background work ends with its tool's time limit. */
const shift = 45_000;

/** The open orders. Whoever reads them is told of changes for a while: the point of sale has no push, so it is asked. */
export class LiveOrders {
  readonly #options: Required<LiveOrdersOptions>;
  readonly #end = new AbortController();
  #version = -1;
  #watchedUntil = 0;
  #isWatching = false;

  constructor(options: LiveOrdersOptions) {
    this.#options = { every: 5000, lasting: 600_000, ...options };
    options.onClose(() => this.#end.abort());
  }

  async read(): Promise<z.output<typeof WireOrder>[]> {
    const { version, orders } = await this.#ask();
    this.#version = version;
    this.#watchedUntil = Date.now() + this.#options.lasting;
    // It ends by itself, and when the server does.
    if (!this.#isWatching) void this.#watch();
    return orders;
  }

  /** An order of our own: whoever watches need not wait for the next look. */
  noticed(): void {
    this.#options.changed(liveOrdersUri);
  }

  #ask() {
    return this.#options.pos.json(WireLive, { path: ['orders', 'live'] });
  }

  /** Until nobody has read for long. A failure ends it; the next read, which tells of it, begins it anew. */
  async #watch(): Promise<void> {
    this.#isWatching = true;
    try {
      while (Date.now() < this.#watchedUntil && !this.#end.signal.aborted)
        await this.#options.inBackground({
          tool: 'get_sales_data',
          input: { watch: liveOrdersUri },
          run: () => this.#workShift(),
        });
    } catch {
      // Told by the next read.
    } finally {
      this.#isWatching = false;
    }
  }

  async #workShift(): Promise<void> {
    const { changed, every } = this.#options;
    const end = Math.min(Date.now() + shift, this.#watchedUntil);
    const { signal } = this.#end;
    while (Date.now() < end) {
      await delay(every, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) return;
      const { version } = await this.#ask();
      if (version !== this.#version) changed(liveOrdersUri);
      this.#version = version;
    }
  }
}
