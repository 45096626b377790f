import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Transport } from '../src/http/transport.ts';
import { createUpstream, type Upstream, type UpstreamOptions } from '../src/http/upstream.ts';
import { type CurrentCall, currentCall } from '../src/pipeline/current-call.ts';
import type { Clock } from '../src/resilience/clock.ts';
import { openState } from '../src/state/open-state.ts';

interface Measurement {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const Item = z.object({ id: z.string() });
const outageSeconds = 600;

/** What guarding a request costs, what an outage of the vendor sees of us, and what asking together saves. */
export async function run(): Promise<Measurement[]> {
  return [await measureRequest(), await measureHints(), ...(await measureOutage()), await measureSharing()];
}

/** A request in memory, so that only our own work is timed. */
async function measureRequest(): Promise<Measurement> {
  const rounds = 5000;
  const upstream = createUpstream(options(async () => Response.json({ id: '1' })));
  const guarded = () => within({}, () => upstream.json(Item, { path: ['items'] }));
  const bare = async () => Item.parse(await Response.json({ id: '1' }).json());
  await time(500, guarded);
  const own = (await time(rounds, guarded)) - (await time(rounds, bare));
  return {
    name: 'one guarded request',
    unit: 'us',
    value: own,
    note: 'over a bare answer in memory, median of 5 rounds',
  };
}

/** What it adds to such a request that other processes may know something of the vendor: looks into a state on the disk. */
async function measureHints(): Promise<Measurement> {
  const rounds = 5000;
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-hints-'));
  const state = openState(`sqlite:${join(folder, 'state.sqlite')}`);
  const transport: Transport = async () => Response.json({ id: '1' });
  const [alone, sharing] = [createUpstream(options(transport)), createUpstream({ ...options(transport), state })];
  const ask = (upstream: Upstream) => () => within({}, () => upstream.json(Item, { path: ['items'] }));
  await time(500, ask(sharing));
  await time(500, ask(alone));
  const added = (await time(rounds, ask(sharing))) - (await time(rounds, ask(alone)));
  await state.close();
  rmSync(folder, { recursive: true });
  return {
    name: 'hints of other processes, for each request',
    unit: 'us',
    value: added,
    note: 'a look each 100 ms at most',
  };
}

/** A caller asks once a second while the vendor is down for ten minutes, on a clock that is moved by hand. */
async function measureOutage(): Promise<Measurement[]> {
  const clock = createManualClock();
  let requests = 0;
  const isDown = () => clock.now() < outageSeconds * 1000;
  const transport: Transport = async () => {
    requests += 1;
    return Response.json({ id: '1' }, { status: isDown() ? 503 : 200 });
  };
  const upstream = createUpstream({ ...options(transport), clock });
  let calls = 0;
  let isAnswered = false;
  while (!isAnswered) {
    const deadline = clock.now() + 60_000;
    if (isDown()) calls += 1;
    isAnswered = await within({ deadline }, () => upstream.json(Item, { path: ['items'] })).then(
      () => true,
      () => false,
    );
    await clock.sleep(1000);
  }
  const recovery = clock.now() / 1000 - outageSeconds;
  return [
    {
      name: 'requests that a failing vendor sees for each call',
      unit: 'x',
      value: (requests - 1) / calls,
      note: `${calls} calls in 10 minutes`,
    },
    {
      name: 'first good answer after the vendor is back',
      unit: 's',
      value: recovery,
      note: 'at most the longest pause, 60 s',
    },
  ];
}

async function measureSharing(): Promise<Measurement> {
  let requests = 0;
  const transport: Transport = async () => {
    requests += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return Response.json({ id: '1' });
  };
  const upstream = createUpstream(options(transport));
  await Promise.all(Array.from({ length: 50 }, () => within({}, () => upstream.json(Item, { path: ['items'] }))));
  return { name: 'requests for 50 equal reads at once', unit: 'requests', value: requests };
}

function options(transport: Transport): UpstreamOptions {
  return { system: 'Bench', baseUrl: 'https://bench.example', requestIdHeaders: [], transport, random: () => 0.5 };
}

function within<Result>(more: { deadline?: number }, work: () => Promise<Result>): Promise<Result> {
  const { deadline = performance.now() + 60_000 } = more;
  const call: CurrentCall = {
    tool: 'list_items',
    effect: 'read',
    caller: 'bench',
    signal: new AbortController().signal,
    deadline,
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
  };
  return currentCall.run(call, work);
}

/** Microseconds of one piece of work, the median of five rounds. */
async function time(count: number, work: () => Promise<unknown>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now();
    for (let index = 0; index < count; index += 1) await work();
    rounds.push(((performance.now() - from) * 1000) / count);
  }
  return rounds.sort((a, b) => a - b)[2] ?? Number.NaN;
}

function createManualClock(): Clock {
  let milliseconds = 0;
  return {
    now: () => milliseconds,
    date: () => milliseconds,
    async sleep(more) {
      milliseconds += more;
    },
  };
}
