import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { exportAuditTrail, exportFormats } from '../../src/audit/reading/export.ts';
import { createStoredSettings } from '../../src/credentials/stored-settings.ts';
import { type Exit, markOf, type Place, textOf } from './canary.ts';
import type { CanaryVendor } from './canary-vendor.ts';

/** All bytes that left a server, by where they went. */
export type Bytes = Record<Exit, string>;

const script = fileURLToPath(new URL('./canary-server.ts', import.meta.url));

/** A running server that is asked one thing after the other. */
interface Asked {
  child: ChildProcessWithoutNullStreams;
  out(): string;
  errors(): string;
  ask(method: string, params: unknown, id?: string): Promise<string>;
}

/** Runs a server in `home` with a canary in every place, and gives everything that came out. */
export async function runWithCanaries(home: string, vendor: CanaryVendor): Promise<Bytes> {
  const files = writeFiles(home);
  await storeSettings(join(home, 'state'));
  const server = startServer(home, vendor.url, files);
  await greet(server, {});
  await askEverything(server);
  await askForWrites(server, 'an argument in the preview of a write');
  const metrics = await readMetrics(join(home, 'metrics.sock'));
  await end(server);
  const asking = startServer(home, vendor.url, files);
  await greet(asking, { elicitation: {} });
  await askForWrites(asking, 'an argument in the question to a person');
  // A file that is written ahead is emptied at the end, so the state is looked at before and after.
  const before = filesIn(join(home, 'state'), (name) => name.startsWith('state.sqlite'));
  await end(asking);
  const audit = join(home, 'state', 'audit');
  const exports = await Promise.all(exportFormats.map(async (format) => [format, await exported(audit, format)]));
  const { jsonl = '', csv = '', ocsf = '', otel = '' } = Object.fromEntries(exports);
  return {
    'standard output': server.out() + asking.out(),
    'standard error': server.errors() + asking.errors(),
    'the audit trail': filesIn(audit, () => true),
    'the export as jsonl': jsonl,
    'the export as csv': csv,
    'the export as ocsf': ocsf,
    'the export as otel': otel,
    'the shared state': before + filesIn(join(home, 'state'), (name) => name.startsWith('state.sqlite')),
    'the metrics endpoint': metrics,
    'the OpenTelemetry collector': vendor.collected,
  };
}

function writeFiles(home: string): string[] {
  mkdirSync(join(home, 'state'), { recursive: true });
  const config = join(home, 'config.json');
  const settings = { PEOPLE_PASSWORD: markOf('a secret setting of the configuration file') };
  writeFileSync(config, JSON.stringify({ settings }));
  const policy = join(home, 'policy.json');
  const roles = { clerk: { scopes: ['*'], clearance: 'internal' } };
  const description = textOf('the description in the policy file');
  const approvals = [{ id: 'letters', tools: ['people.send_letter'], mode: 'out_of_band' }];
  const rules = { version: 1, description, roles, default_role: 'clerk', approvals };
  writeFileSync(policy, JSON.stringify(rules), { mode: 0o600 });
  return ['--config', config, '--policy', policy];
}

/** Keeps a setting as `bizmcp init` does; the server is told to look there. */
async function storeSettings(folder: string): Promise<void> {
  const values = { PEOPLE_PIN: markOf('a secret setting of the stored settings') };
  await createStoredSettings(folder, { BIZMCP_KEY_PLACE: 'file' }).put({ server: 'people' }, values);
}

function environmentOf(home: string, url: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    BIZMCP_HOME: join(home, 'state'),
    BIZMCP_SETTINGS: 'stored',
    BIZMCP_KEY_PLACE: 'file',
    BIZMCP_METRICS: `unix:${join(home, 'metrics.sock')}`,
    BIZMCP_METRICS_TOKEN: markOf('the token of the metrics endpoint'),
    BIZMCP_OTLP_ENDPOINT: url,
    PEOPLE_TOKEN: markOf('a secret setting of the environment'),
    PEOPLE_URL: url,
    COMPANY_CANARY: textOf('a variable of the environment that the server does not know'),
  };
}

function startServer(home: string, url: string, args: string[]): Asked {
  const env = environmentOf(home, url);
  const child = spawn(process.execPath, [script, ...args], { env, stdio: 'pipe' });
  let out = '';
  let errors = '';
  const questions = createQuestionFinder();
  const lines = new EventTarget();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
    for (const line of questions(chunk)) child.stdin.write(`${noTo(line)}\n`);
    lines.dispatchEvent(new Event('chunk'));
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  let last = 0;
  return {
    child,
    out: () => out,
    errors: () => errors,
    async ask(method, params, id = `call-${++last}`) {
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      for (;;) {
        const line = out.split('\n').find((each) => each.includes(`"id":${JSON.stringify(id)}`));
        if (line !== undefined && out.endsWith('\n')) return line;
        await once(lines, 'chunk', { signal: AbortSignal.timeout(15_000) });
      }
    },
  };
}

/** Finds the questions for a person in output that comes in pieces. */
function createQuestionFinder(): (chunk: string) => string[] {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    return lines.filter((line) => line.includes('"elicitation/create"'));
  };
}

/** A person who is asked says no. */
function noTo(question: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(question).id, result: { action: 'decline' } });
}

async function end({ child }: Asked): Promise<void> {
  const ended = once(child, 'close');
  child.stdin.end();
  await ended;
}

async function greet({ ask, child }: Asked, capabilities: object): Promise<void> {
  const clientInfo = { name: textOf('the name of a client'), version: markOf('the version of a client') };
  await ask('initialize', { protocolVersion: '2025-11-25', capabilities, clientInfo });
  child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
}

async function askEverything({ ask, child }: Asked): Promise<void> {
  const call = (name: string, args: unknown, more: object = {}) =>
    ask('tools/call', { name, arguments: args, ...more });
  for (const id of ['good', 'headed', 'refused', 'echo', 'collapsed', 'moved', 'strange']) {
    await call('get_person', { id, query: textOf('a known argument of a read') }, { _meta: { progressToken: id } });
  }
  const note = textOf('a known argument of a failing write');
  const token = /"confirm_token":"([^"]+)"/.exec(await call('create_person', { note: 'nothing' }))?.[1];
  await call('create_person', { note, confirm_token: token });
  await call('get_person', { id: 'good', surprise: textOf('an unknown argument') });
  await call('get_person', { id: 'good', [textOf('the name of an unknown argument')]: 1 });
  await call('get_person', { id: [textOf('an argument of the wrong type')] });
  await call(markOf('the name of a tool'), {});
  await call('fail_hard', {});
  await call('health_check', {});
  await ask(markOf('a method of JSON-RPC'), {});
  await ask('ping', {}, markOf('an id of JSON-RPC'));
  await call('get_person', { id: 'good' }, { more: textOf('a member of params') });
  child.stdin.write(`{"jsonrpc":"2.0","id":"${markOf('a broken line')}\n`);
  await ask('resources/read', { uri: `bizmcp://people/none/${uriPart('an address of a resource')}` });
  await ask('resources/read', { uri: `bizmcp://people/person/${uriPart('a variable of a resource template')}` });
  await ask('prompts/get', { name: 'greet', arguments: { who: textOf('an argument of a prompt') } });
  await ask('prompts/get', { name: 'greet', arguments: { [markOf('an unknown argument of a prompt')]: 'x' } });
  const ref = { type: 'ref/resource', uri: 'bizmcp://people/person/{id}' };
  await ask('completion/complete', { ref, argument: { name: 'id', value: textOf('a value to complete') } });
  await call('list_nothing', {});
}

/** Writes that a person is asked about: in the conversation, by the client's form where it has one, and beside it. */
async function askForWrites({ ask }: Asked, place: Place): Promise<void> {
  const call = (name: string, args: object) => ask('tools/call', { name, arguments: args });
  await call('create_person', { note: textOf(place) });
  await call('update_person', { id: 'changed', note: 'new' });
  await call('send_letter', { text: textOf('an argument that another person decides on') });
}

function uriPart(place: Place): string {
  return encodeURIComponent(markOf(place));
}

async function readMetrics(socketPath: string): Promise<string> {
  const asked = request({ socketPath, path: '/metrics' });
  asked.end();
  const [response] = await once(asked, 'response');
  return text(response);
}

async function exported(folder: string, format: (typeof exportFormats)[number]): Promise<string> {
  const lines: string[] = [];
  await exportAuditTrail(folder, format, (line) => lines.push(line));
  return lines.join('\n');
}

function filesIn(folder: string, fits: (name: string) => boolean): string {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder).filter(fits);
  return names.map((name) => readFileSync(join(folder, name), 'latin1')).join('\n');
}
