import { type Caller, createCaller } from '@bizmcp/testkit/fake-vendor';
import { createSupabaseSimulator } from '../../simulator/supabase-simulator.ts';
import { supabase } from '../../src/server.ts';
import type { RealProject } from './real-project.ts';

const url = 'https://project.supabase.example';
const tenYears = 315_360_000;

/** The server as a person of a tenant uses it, on real PostgREST and PostgreSQL. */
export function realCaller(project: RealProject, email: string): Caller {
  const simulator = createSupabaseSimulator({ seed: 1, today: Date.UTC(2026, 10, 21, 12) });
  return createCaller({
    server: supabase,
    settings: {
      SUPABASE_URL: url,
      SUPABASE_ANON_KEY: simulator.anonKey,
      SUPABASE_ACCESS_TOKEN: simulator.userToken(email, tenYears),
    },
    transport: realTransport(project),
  });
}

/** Leads what is meant for a project to PostgREST. */
export function realTransport({ restUrl }: RealProject): typeof globalThis.fetch {
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(`${restUrl}${pathname.replace(/^\/rest\/v1/, '')}${search}`, init);
  };
}

/** Runs SQL as the database's owner. */
export async function runSql(project: RealProject, text: string) {
  const client = project.client();
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
