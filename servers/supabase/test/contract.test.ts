import { testServer } from '@bizmcp/testkit';
import { createSupabaseSimulator } from '../simulator/supabase-simulator.ts';
import { supabase } from '../src/server.ts';

testServer(supabase, {
  folder: new URL('..', import.meta.url),
  simulator: createSupabaseSimulator,
  baseUrlSetting: 'SUPABASE_BASE_URL',
});
