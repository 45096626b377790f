import { start } from '@bizmcp/core/serve';
import manifest from '../package.json' with { type: 'json' };
import surface from '../surface.json' with { type: 'json' };

await start({
  manifest,
  surface,
  server: async () => (await import('./server.ts')).restaurant,
  sandbox: async () => (await import('../simulator/sandbox.ts')).startSandbox(),
});
