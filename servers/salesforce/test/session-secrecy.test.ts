import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectStdioClient } from '@bizmcp/testkit';
import { expect, test } from 'vitest';
import { createSalesforceSimulator, type SalesforceSimulator } from '../simulator/salesforce-simulator.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

type Settings = Record<string, string>;

const app = ({ oauth }: SalesforceSimulator): Settings => ({
  SALESFORCE_CLIENT_ID: oauth.clientId,
  SALESFORCE_CLIENT_SECRET: oauth.clientSecret,
});

const flows: [string, (simulator: SalesforceSimulator) => Settings][] = [
  ['a session from elsewhere', ({ demoToken }) => ({ SALESFORCE_ACCESS_TOKEN: demoToken })],
  ['client credentials', app],
  ['a refresh token', (org) => ({ ...app(org), SALESFORCE_REFRESH_TOKEN: org.oauth.refreshToken })],
  [
    'a signed assertion',
    ({ login, oauth }) => ({
      SALESFORCE_CLIENT_ID: oauth.clientId,
      SALESFORCE_USERNAME: login.username,
      SALESFORCE_PRIVATE_KEY: privateKey,
    }),
  ],
  [
    'a user name and a password',
    (org) => ({
      ...app(org),
      SALESFORCE_USERNAME: org.login.username,
      SALESFORCE_PASSWORD: org.login.password,
      SALESFORCE_SECURITY_TOKEN: org.login.securityToken,
    }),
  ],
];

test.each(flows)('the session that comes by %s is in no byte that leaves the process', async (_title, settingsOf) => {
  const simulator = createSalesforceSimulator({ publicKey });
  const { url } = await simulator.start();
  const home = await mkdtemp(join(tmpdir(), 'salesforce-secrecy-'));
  const client = await connectStdioClient({
    script: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    era: 'legacy',
    elicitation: 'accept',
    env: { ...settingsOf(simulator), SALESFORCE_INSTANCE_URL: url, HOME: home, BIZMCP_HOME: join(home, 'state') },
  });
  try {
    await client.callTool('get_limits', {});
    const session = sessionOf(simulator);

    // The org repeats it: in a record, in a rule's own words, in a header, as a whole answer.
    const fields = { LastName: 'Echo', Company: 'Echo', Title: session };
    const created = await client.callTool('create_record', { object_type: 'Lead', fields });
    const lead = { object_type: 'Lead', record_id: String(created.value.id) };
    const read = await client.callTool('get_record', lead);
    for (const status of [400, 401, 404, 500]) {
      const body = [
        { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: `${session} is wrong`, fields: [session] },
      ];
      const fault = { kind: 'status', status, body, headers: { 'x-sfdc-request-id': session } } as const;
      simulator.inject({ fault, match: { path: /sobjects|limits/ }, times: Number.POSITIVE_INFINITY });
      await client.callTool('update_record', { ...lead, fields: { Title: 'Other' } });
      await client.callTool('get_limits', {});
      await client.callTool('health_check', {});
      simulator.clearFaults();
    }
    await client.close();

    expect(created.isError).toBe(false);
    expect(read.value.record).toMatchObject({ Title: '[secret]' });
    const trail = await auditTrail(join(home, 'state', 'audit'));
    expect(trail.length).toBeGreaterThan(0);
    for (const secret of [session, ...Object.values(secretsOf(settingsOf(simulator)))]) {
      for (const bytes of [client.process.stdout, client.process.stderr, trail]) {
        for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
          expect(bytes.includes(form)).toBe(false);
        }
      }
    }
  } finally {
    await client.close();
    await simulator.stop();
    await rm(home, { recursive: true, force: true });
  }
});

function sessionOf({ requests }: SalesforceSimulator): string {
  const session = requests.at(-1)?.headers.authorization?.replace(/^Bearer /, '') ?? '';
  expect(session.length).toBeGreaterThan(15);
  return session;
}

const secretsOf = ({ SALESFORCE_CLIENT_ID: _id, SALESFORCE_USERNAME: _name, ...secrets }: Settings): Settings =>
  secrets;

async function auditTrail(folder: string): Promise<string> {
  const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
  return (await Promise.all(texts)).join('');
}
