import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createStoredSettings } from '@bizmcp/core/operate';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { connectServer } from '../src/live-server/connect-server.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');
const servers = join(import.meta.dirname, '..', '..', '..', 'servers');
const home = mkdtempSync(join(tmpdir(), 'bizmcp-account-'));
const folder = join(home, 'work');
const secret = 'client-secret-canary';

/** What HubSpot's token endpoint is: it gives tokens for a code and for nothing else, and ends a grant. */
const seen: string[] = [];
const vendor = createServer(async (request, response) => {
  const body = new URLSearchParams(await text(request));
  seen.push(`${request.url} ${body.get('grant_type') ?? body.get('token_type_hint')} ${body.get('client_secret')}`);
  const tokens = {
    access_token: 'access-canary',
    refresh_token: 'refresh-canary',
    expires_in: 1800,
    token_type: 'bearer',
  };
  const isGood = body.get('code') === 'the-code' || request.url?.endsWith('/revoke');
  response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isGood ? tokens : { error: 'invalid_grant' }));
});
let baseUrl = '';

beforeAll(async () => {
  mkdirSync(folder);
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const address = vendor.address();
  assert.ok(typeof address === 'object' && address);
  baseUrl = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  vendor.close();
  rmSync(home, { recursive: true });
});

interface Run {
  piped?: string;
  environment?: Record<string, string>;
  /** Told what was written to standard error so far. */
  onErrors?: (errors: string) => void;
}

async function run(words: readonly string[], { piped = '', environment = {}, onErrors }: Run = {}) {
  const child = spawn(process.execPath, [main, ...words], {
    cwd: folder,
    // SSH_CONNECTION: no browser is opened here.
    env: { PATH: dirname(process.execPath), HOME: home, BIZMCP_KEY_PLACE: 'file', SSH_CONNECTION: 'x', ...environment },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
    onErrors?.(errors);
  });
  child.stdin.end(piped);
  const [output, exitCode] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { output, errors, exitCode };
}

const add = (more: string[], options: Run = {}) =>
  run(['add', 'hubspot', '-c', 'claude-code', '--from', servers, '--credential', '2', ...more], options);

/** Does what the browser does: HubSpot sends it back with a code. */
function browser(): (errors: string) => void {
  let isDone = false;
  return (errors) => {
    const address = /https:\/\/app\.hubspot\.com\/\S+(?=\s)/.exec(errors)?.[0];
    if (address === undefined || isDone) return;
    isDone = true;
    const { searchParams } = new URL(address);
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', 'the-code');
    back.searchParams.set('state', searchParams.get('state') ?? '');
    fetch(back).catch(() => {});
  };
}

const filesBelow = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('login and logout', () => {
  test('connect an account with the settings of the entry and those that are kept, and forget all of it', async () => {
    await add(
      ['--set', 'HUBSPOT_CLIENT_ID=id-7', '--set', `HUBSPOT_BASE_URL=${baseUrl}`, '--set', 'HUBSPOT_CLIENT_SECRET=-'],
      {
        piped: `${secret}\n`,
      },
    );

    const login = await run(['login', 'hubspot', '--json'], { onErrors: browser() });
    const entry = JSON.parse(readFileSync(join(folder, '.mcp.json'), 'utf8')).mcpServers.hubspot;
    const health = await healthOf(entry);
    const logout = await run(['logout', 'hubspot']);

    assert.equal(login.exitCode, 0, login.errors);
    assert.deepEqual(JSON.parse(login.output), { server: 'hubspot', connected: true });
    assert.match(login.errors, /Connected HubSpot\./);
    assert.match(
      health,
      /HUBSPOT_CLIENT_ID, HUBSPOT_BASE_URL from the environment; HUBSPOT_CLIENT_SECRET from the stored settings\./,
    );
    assert.equal(logout.exitCode, 0, logout.errors);
    assert.match(logout.errors, /HubSpot has ended the access/);
    assert.match(logout.output, /^The kept settings of HubSpot are forgotten\./);
    assert.deepEqual(
      seen.filter((line) => line.startsWith('/oauth/')).map((line) => line.split(' ').slice(1).join(' ')),
      [`authorization_code ${secret}`, `refresh_token ${secret}`, `access_token ${secret}`],
    );
    const files = filesBelow(home);
    assert.deepEqual(
      files.filter((path) => /\.(?:grant|settings)$/.test(path)),
      [],
    );
    const everything = [
      ...files.map((path) => readFileSync(path, 'utf8')),
      login.output,
      login.errors,
      logout.errors,
    ].join();
    for (const canary of [secret, 'access-canary', 'refresh-canary']) assert.ok(!everything.includes(canary), canary);
  });

  test('that lack a setting say which, and what to do', async () => {
    await run(['remove', 'hubspot', '-c', 'claude-code']);

    const { exitCode, errors } = await run(['login', 'hubspot', '--from', servers]);

    assert.equal(exitCode, 1);
    assert.match(errors, /set HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET\./);
    assert.match(errors, /HubSpot is not connected\.\nGive what is missing with --set/);
  });

  test('are told apart from access that needs no login', async () => {
    const { exitCode, errors } = await run(['login', 'hello', '--from', servers]);

    assert.equal(exitCode, 1);
    assert.match(errors, /^Hello notebook has no login/);
  });

  test('take no secret from the command line', async () => {
    const { exitCode, errors } = await run(['login', 'hubspot', '--set', `HUBSPOT_CLIENT_SECRET=${secret}`]);

    assert.equal(exitCode, 2);
    assert.match(errors, /HUBSPOT_CLIENT_SECRET is a secret/);
    assert.ok(!errors.includes(secret));
  });

  test('forget a kept setting of a server without a login', async () => {
    await run(['add', 'hello', '-c', 'claude-code', '--from', servers, '--set', 'HELLO_TOKEN=-'], {
      piped: 'hello-canary\n',
    });

    const { output, exitCode } = await run(['logout', 'hello']);
    const again = await run(['logout', 'hello']);

    assert.deepEqual([output, exitCode], ['The kept settings of Hello notebook are forgotten.\n', 0]);
    assert.deepEqual([again.output, again.exitCode], ['No settings of Hello notebook are kept on this computer.\n', 0]);
  });
});

test('a server looks for kept settings at its first call, not when it starts or lists its tools', async () => {
  const state = join(home, 'untouched');
  const environment = { PATH: dirname(process.execPath), HOME: home, BIZMCP_HOME: state, BIZMCP_KEY_PLACE: 'file' };
  const args = [join(servers, 'hello', 'dist', 'index.js')];
  const start = { command: 'node', args, environment: { ...environment, BIZMCP_SETTINGS: 'stored' }, folder };
  const live = await connectServer(start, { era: 'legacy', patienceMilliseconds: 30_000 });

  const { tools } = await live.client.listTools();
  const isTouched = existsSync(state);
  const store = createStoredSettings(state, { BIZMCP_KEY_PLACE: 'file' });
  await store.put({ server: 'hello' }, { HELLO_TOKEN: 'kept-meanwhile' });
  const { structuredContent } = await live.client.callTool({ name: 'health_check', arguments: {} });
  await live.close();

  assert.ok(tools.length > 0 && !isTouched);
  assert.match(JSON.stringify(structuredContent), /HELLO_TOKEN from the stored settings/);
});

/** What `health_check` says of the credentials, with no more environment than an MCP client of the SDK gives. */
async function healthOf({ command, args, env }: { command: string; args: string[]; env: Record<string, string> }) {
  const given = Object.entries(env).filter(([, value]) => !value.startsWith('${'));
  const environment = { PATH: dirname(process.execPath), HOME: home, ...Object.fromEntries(given) };
  const live = await connectServer(
    { command, args, environment, folder },
    { era: 'legacy', patienceMilliseconds: 30_000 },
  );
  try {
    const { structuredContent } = await live.client.callTool({ name: 'health_check', arguments: {} });
    return JSON.stringify(structuredContent);
  } finally {
    await live.close();
  }
}
