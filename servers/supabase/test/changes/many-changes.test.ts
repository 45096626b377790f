import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { callbacks, createReceiver, createSubscribed, createWorkbench } from './workbench.ts';

type Bench = Awaited<ReturnType<typeof createWorkbench>>;

const total = process.env.BIZMCP_NIGHTLY === '1' ? 10_000 : 3000;
/** Writes rows and updates of them, the newest of each with the highest step; disturbs on the way. */
async function write({ database }: Bench, disturb: (written: number) => Promise<unknown>) {
  const steps = new Map<number, number>();
  for (let written = 0; written < total; written += 1) {
    const ids = [...steps.keys()];
    const id = written % 3 === 0 ? undefined : ids[(written * 7919) % ids.length];
    const step = id === undefined ? 0 : (steps.get(id) ?? 0) + 1;
    if (id === undefined) steps.set(database.insert('support_tickets', { status: '0' }), 0);
    else {
      database.update('support_tickets', id, { status: String(step) });
      steps.set(id, step);
    }
    if (written % 100 === 99) await disturb(written + 1);
  }
  return steps;
}

describe('many changes', () => {
  it('at once, more than memory is given to, are read from the table instead', async () => {
    const { server, id, ...made } = await createSubscribed((changes) =>
      changes.subscribe({ table: 'support_tickets', events: ['INSERT'] }),
    );

    for (let index = 0; index < 6000; index += 1) made.database.insert('support_tickets');

    await vi.waitFor(async () => expect((await server.changes.read(id)).dropped).toBe(5900), { timeout: 20_000 });
    const { status, changes } = await server.changes.read(id);
    expect(status.caughtUp).toBe(1000);
    expect(status.interruptions).toBe(1);
    expect(changes.at(-1)?.new?.id).toBe(6000);
  });

  it(`of ${total}, through drops, restarts and a slow callback, none is lost silently, doubled unmarked or out of order`, async () => {
    const made = await createWorkbench();
    const { post, received } = createReceiver(async () => delay(Math.random() < 0.02 ? 20 : 1, 200));
    let server = made.startProcess({ callbacks, post });
    const events = ['INSERT', 'UPDATE'] as const;
    const { id } = await server.changes.subscribe({
      table: 'support_tickets',
      events,
      callbackUrl: 'https://hooks.example.com/',
    });
    const isLive = async () => expect((await server.changes.read(id)).status.state).toBe('live');
    await vi.waitFor(isLive, { timeout: 5000 });
    let drops = 0;

    const steps = await write(made, async (written) => {
      await delay(15);
      if (written % 700 === 0) {
        made.realtime.drop();
        drops += 1;
      }
      if (written !== Math.floor(total / 200) * 100) return;
      await server.stop();
      server = made.startProcess({ callbacks, post });
    });
    await vi.waitFor(isLive, { timeout: 10_000 });
    const settled = async () => {
      const { passed, changes } = await server.changes.read(id);
      expect(passed.delivered).toBe(changes.at(-1)?.sequence);
      expect(lastSteps(received)).toEqual(steps);
    };
    await vi.waitFor(settled, { timeout: 20_000, interval: 200 });

    const { status, passed } = await server.changes.read(id);
    expect(drops).toBeGreaterThan(3);
    expect(status.caughtUp).toBeGreaterThan(0);
    expect(status.unseen).toContain('all but the last update of a row');
    expect(passed.dead).toBe(0);
    const news = toldOf(received).filter(({ isMarked }) => !isMarked);
    expect(new Set(news.map(({ ticket, step }) => `${ticket}/${step}`)).size).toBe(news.length);
    for (const told of Map.groupBy(news, ({ ticket }) => ticket).values())
      expect(told.map(({ step }) => step)).toEqual(told.map(({ step }) => step).toSorted((a, b) => a - b));
    // What is shown, and the chunk in which it begins.
    expect(await keptChanges(made, id)).toBeLessThanOrEqual(600);
  }, 60_000);
});

interface Told {
  ticket: number;
  step: number;
  isMarked: boolean;
}

type Received = ReturnType<typeof createReceiver>['received'];

function toldOf(received: Received): Told[] {
  return received.flatMap(({ headers, body: { new: row } }) => {
    if (typeof row !== 'object' || row === null || !('id' in row) || !('status' in row)) return [];
    const isMarked = headers['x-bizmcp-duplicate'] !== undefined;
    return [{ ticket: Number(row.id), step: Number(row.status), isMarked }];
  });
}

/** The newest state of each row that was told, marked or not: what a process did before it ended may be told again. */
function lastSteps(received: Received): Map<number, number> {
  const last = new Map<number, number>();
  for (const { ticket, step } of toldOf(received)) last.set(ticket, Math.max(step, last.get(ticket) ?? 0));
  return last;
}

/** Changes that are still in the shared state, in whole. */
async function keptChanges({ state }: Bench, id: string): Promise<number> {
  const records = await state.list(`supabase.changes.${id}`);
  return records.reduce((sum, { value }) => sum + (JSON.parse(value).changes?.length ?? 0), 0);
}
