import assert from 'node:assert/strict';
import type { StdioClient } from '../stdio-client.ts';
import type { Check, Suite } from './check.ts';
import { isRecord } from './json.ts';
import { type Launched, withClient } from './launch.ts';
import { personalMark } from './leaks.ts';
import {
  firstExample,
  readsOf,
  type SimulatedVendor,
  type Subject,
  secretSettings,
  toolsOf,
  vendorSetting,
  writesOf,
} from './subject.ts';
import { markedExample } from './wrong-input.ts';

/** The value of a secret that a vendor then repeats in its answers. */
const secretMark = 'Canary+Secret/71c9==value';

/** What must not leave the process, looked for in every byte that does. The vendor is reached over real HTTP. */
export function stdioLeaksSuite(subject: Subject): Suite {
  if (subject.baseUrlSetting === undefined) return { title: 'leaks over stdio', checks: [] };
  const checks: Check[] = [
    { title: 'takes its credential out of whatever a vendor repeats', run: () => vendorRepeatsSecret(subject) },
    { title: 'works over real HTTP with its credential in no byte of output', run: () => overHttp(subject) },
    {
      title: 'keeps personal arguments out of errors, logs and the audit trail',
      run: () => personalArguments(subject),
    },
  ];
  return { title: 'leaks over stdio', isConcurrent: true, checks };
}

async function withVendor(
  subject: Subject,
  settings: Record<string, string>,
  use: (launched: Launched<StdioClient>, vendor: SimulatedVendor) => Promise<void>,
): Promise<void> {
  const vendor = subject.simulator();
  const { url } = await vendor.simulator.start();
  try {
    const env = { ...vendor.settings, ...settings, ...vendorSetting(subject, url) };
    await withClient(subject, { env, elicitation: 'accept' }, (launched) => use(launched, vendor));
  } finally {
    await vendor.simulator.stop();
  }
}

/** Reads and writes each on a vendor of their own: together they can be more than one takes in a minute. */
async function overHttp(subject: Subject): Promise<void> {
  for (const tools of [readsOf(subject), writesOf(subject)]) await onVendor(subject, tools);
}

async function onVendor(subject: Subject, tools: ReturnType<typeof toolsOf>): Promise<void> {
  await withVendor(subject, {}, async ({ server, auditTrail }, { simulator, settings }) => {
    for (const { tool } of tools) {
      const { isError, text } = await server.callTool(tool.name, firstExample(tool));
      assert.ok(!isError, `${tool.name}, after the first examples of the tools before it on one vendor: ${text}`);
    }
    assert.ok(tools.length === 0 || simulator.requests.length > 0, 'no request came over the network');
    const secrets = secretSettings(subject).flatMap((name) => settings[name] ?? []);
    await server.close();
    assertNowhere(secrets, server, await auditTrail());
  });
}

/** The marked credential is wrong, so a vendor that checks it refuses; that it repeats it everywhere is injected. */
async function vendorRepeatsSecret(subject: Subject): Promise<void> {
  const settings = Object.fromEntries(secretSettings(subject).map((name) => [name, secretMark]));
  await withVendor(subject, settings, async ({ server, auditTrail }, { simulator }) => {
    for (const status of [400, 401, 403, 500]) {
      const text = `the token ${secretMark} (${encodeURIComponent(secretMark)}) is wrong`;
      const body = { message: text, error: text, error_description: text, detail: text, errors: [{ message: text }] };
      const headers = { 'x-request-id': secretMark, 'x-debug': secretMark, 'x-hubspot-correlation-id': secretMark };
      simulator.clearFaults();
      simulator.inject({ fault: { kind: 'status', status, body, headers }, times: Number.POSITIVE_INFINITY });
      // All at once: most of their time they wait to try again.
      await Promise.all(toolsOf(subject).map(({ tool }) => server.callTool(tool.name, firstExample(tool))));
      await server.callTool('health_check', {});
    }
    await server.close();
    const forms = [secretMark, encodeURIComponent(secretMark), Buffer.from(secretMark).toString('base64')];
    assertNowhere(forms, server, await auditTrail());
  });
}

async function personalArguments(subject: Subject): Promise<void> {
  await withVendor(subject, {}, async ({ server, auditTrail }, { simulator }) => {
    const errors: string[] = [];
    const call = async (name: string, input: Record<string, unknown>) => {
      const { isError, value } = await server.callTool(name, input);
      if (isError && isRecord(value.error)) errors.push(JSON.stringify({ ...value.error, preview: undefined }));
    };
    const marked = toolsOf(subject).map(({ tool, face }) => ({
      name: tool.name,
      input: markedExample(tool, face, personalMark),
    }));
    await Promise.all(marked.map(({ name, input }) => call(name, { ...input, surprise: personalMark })));
    simulator.inject({ fault: 'status', times: Number.POSITIVE_INFINITY });
    await Promise.all(marked.map(({ name, input }) => call(name, input)));
    simulator.clearFaults();
    server.replyWith('cancel');
    for (const { tool, face } of writesOf(subject)) {
      await call(tool.name, markedExample(tool, face, personalMark));
    }
    await server.close();
    assert.ok(errors.length > 0, 'no call failed, so nothing was tried');
    assert.ok(!errors.join('').includes(personalMark), 'an error repeats a personal argument');
    assert.ok(!server.process.stderr.includes(personalMark), 'standard error has a personal argument');
    assert.ok(!(await auditTrail()).includes(personalMark), 'the audit trail has a personal argument');
  });
}

function assertNowhere(texts: readonly string[], { process }: StdioClient, auditTrail: string): void {
  assert.ok(auditTrail.length > 0, 'there is no audit trail to look into');
  const places = { 'standard output': process.stdout, 'standard error': process.stderr, 'the audit trail': auditTrail };
  for (const [place, bytes] of Object.entries(places)) {
    for (const text of texts) assert.ok(!bytes.includes(text), `a credential is on ${place}`);
  }
}
