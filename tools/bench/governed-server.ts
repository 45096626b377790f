// What the governance bench measures: the hello server with everything around it, from source as the bare one beside it.
import { start } from '@bizmcp/core/serve';
import manifest from '../../servers/hello/package.json' with { type: 'json' };
import { createHelloSimulator } from '../../servers/hello/simulator/hello-simulator.ts';
import surface from '../../servers/hello/surface.json' with { type: 'json' };

const { simulator, settings } = createHelloSimulator();
Object.assign(process.env, settings);

await start({
  manifest,
  surface,
  server: async () => (await import('./calls/measured-hello.ts')).createMeasuredHello(simulator.fetch),
  sandbox: async () => ({ settings, transport: simulator.fetch }),
});
