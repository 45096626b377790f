import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileAuditLog, createRuntime, defaultPolicy, defaultRole } from '@bizmcp/core';
import { openState } from '../../../packages/core/src/state/open-state.ts';
import { createHelloSimulator } from '../../../servers/hello/simulator/hello-simulator.ts';
import type { Figure } from '../figure.ts';
import { medianOf } from '../statistics.ts';
import { callsPerSecond, type MakeCall, timeCalls } from './calls.ts';
import { createMeasuredHello } from './measured-hello.ts';
import { questionOf } from './question.ts';

const callers = 64;
const warmUpCalls = 1500;

/** Governed and audited calls in one process without a client, on files; and the simulated system alone, which is their floor. */
export async function measureThroughput(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  const { simulator, settings } = createHelloSimulator();
  const auditLog = createFileAuditLog(join(home, 'audit'), 'hello');
  const state = openState(`sqlite:${join(home, 'state.sqlite')}`);
  const runtime = createRuntime({
    server: createMeasuredHello(simulator.fetch),
    settings: { environment: settings },
    policy: defaultPolicy,
    principal: { name: 'bench', role: defaultRole },
    auditLog,
    state,
  });
  const client = { name: 'bench', version: '1', canAsk: false };
  const governed: MakeCall = async (caller) => {
    await runtime.callTool({ ...questionOf(caller), client, signal: new AbortController().signal });
  };
  const floor: MakeCall = async (caller) => {
    const { contains, limit } = questionOf(caller).arguments;
    const query = new URLSearchParams({ contains, limit: String(limit) });
    const headers = { authorization: `Bearer ${settings.HELLO_TOKEN}` };
    await (await simulator.fetch(`https://hello.example/notes?${query}`, { headers })).json();
  };
  try {
    return [...(await figuresOf('the simulated system alone', floor)), ...(await figuresOf('governed', governed))];
  } finally {
    await auditLog.close();
    await state.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** On a machine that others use too, the processor time says more than the calls a second. */
async function figuresOf(what: string, call: MakeCall): Promise<Figure[]> {
  await timeCalls(call, warmUpCalls);
  const alone = medianOf(await timeCalls(call, 1000));
  let calls = 0;
  const begun = process.cpuUsage();
  const counted: MakeCall = async (caller) => {
    await call(caller);
    calls += 1;
  };
  const rate = await callsPerSecond(counted, callers, 5);
  const { user, system } = process.cpuUsage(begun);
  return [
    { name: `in process, ${what}: a warm call, median`, unit: 'ms', value: alone },
    { name: `in process, ${what}: ${callers} callers`, unit: 'calls/s', value: rate },
    {
      name: `in process, ${what}: ${callers} callers, processor`,
      unit: 'ms/call',
      value: (user + system) / 1000 / calls,
    },
  ];
}
