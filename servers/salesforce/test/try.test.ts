import { test } from 'vitest';
import { openServer } from './server-client.ts';
test('x', async () => {
  const s = openServer();
  console.log(JSON.stringify(await s.call('list_objects', {contains:'campaign'})));
  console.log(JSON.stringify(await s.call('health_check', {})));
  console.log(s.simulator.requests.map((r:any)=>r.method+' '+r.path));
});
