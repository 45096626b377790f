import { testServer } from '@bizmcp/testkit';
import { createHelloSimulator } from '../simulator/hello-simulator.ts';
import { hello } from '../src/server.ts';

testServer(hello, {
  folder: new URL('..', import.meta.url),
  simulator: createHelloSimulator,
  baseUrlSetting: 'HELLO_BASE_URL',
});
