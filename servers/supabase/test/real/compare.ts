import { afterAll, beforeAll } from 'vitest';
import { createSupabaseSimulator, type SupabaseSimulator } from '../../simulator/supabase-simulator.ts';
import { type RealProject, startRealProject, whyNotReal } from './real-project.ts';
import type { RestCase } from './rest-case.ts';
import { type Outcome, sendCase } from './send-case.ts';

const today = Date.UTC(2026, 9, 1);

/** The simulator beside PostgreSQL and PostgREST with the same rows. */
export interface Pair {
  readonly simulator: SupabaseSimulator;
  readonly real: RealProject;
  simulated(request: RestCase): Promise<Outcome>;
  actual(request: RestCase): Promise<Outcome>;
}

const startPair = async (): Promise<Pair> => {
  const simulator = createSupabaseSimulator({ today });
  const real = await startRealProject(1, today);
  const root = 'http://simulated.example/rest/v1';
  return {
    simulator,
    real,
    simulated: (request) => sendCase(request, { root, send: simulator.fetch, simulator }),
    actual: (request) => sendCase(request, { root: real.restUrl, send: fetch, simulator }),
  };
};

/** Starts a pair for a file's tests. Where there is no binary for the platform, `pair` says so and skips. */
export const usePair = () => {
  let started: Pair | undefined;
  const reason = whyNotReal();
  beforeAll(async () => {
    if (reason === undefined) started = await startPair();
  }, 60_000);
  afterAll(async () => {
    await started?.real.stop();
  });
  return (context: { skip(note?: string): never }): Pair => {
    if (started !== undefined) return started;
    return context.skip(reason ?? 'the real project did not start');
  };
};
