import { createXeroSimulator } from './xero-simulator.ts';

/** What `--sandbox` runs on: an organisation in this process, its last day today. */
export function startSandbox() {
  const { client, fetch } = createXeroSimulator();
  return { settings: { XERO_CLIENT_ID: client.clientId, XERO_CLIENT_SECRET: client.clientSecret }, transport: fetch };
}
