import { createSupabaseSimulator } from './supabase-simulator.ts';

const tenYears = 315_360_000;

/** What `--sandbox` runs on: a project in this process, used by one of its people. */
export function startSandbox() {
  const simulator = createSupabaseSimulator();
  const settings = {
    SUPABASE_URL: 'https://sandbox.supabase.co',
    SUPABASE_ANON_KEY: simulator.anonKey,
    SUPABASE_ACCESS_TOKEN: simulator.userToken('mara@harborline.example', tenYears),
  };
  return { settings, transport: simulator.fetch, WebSocket: simulator.WebSocket };
}
