import { testServer } from '@bizmcp/testkit';
import { createSupabaseSimulator } from '../simulator/supabase-simulator.ts';
import { supabase } from '../src/server.ts';

const tenYears = 315_360_000;

const salaryOf = (salary: number) => ({ table: 'documents', filters: { id: 1 }, data: { metadata: { salary } } });

testServer(supabase, {
  folder: new URL('..', import.meta.url),
  simulator() {
    const simulator = createSupabaseSimulator();
    const settings = {
      SUPABASE_URL: 'https://project.supabase.example',
      SUPABASE_ANON_KEY: simulator.anonKey,
      SUPABASE_ACCESS_TOKEN: simulator.userToken('mara@harborline.example', tenYears),
    };
    return { simulator, settings };
  },
  baseUrlSetting: 'SUPABASE_URL',
  guesses: [{ tool: 'update_record', inputs: [salaryOf(51_000), salaryOf(52_000)] }],
  ownStateTools: ['subscribe_to_changes', 'unsubscribe', 'setup_agent_subscriptions'],
  known: {
    'download_file meets HTML instead of JSON': 'a file may be a page, and nothing else tells what it should have been',
    'download_file meets half a JSON': 'a file need not be JSON',
  },
});
