import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formsOf } from './canary.ts';

const script = fileURLToPath(new URL('./canary-server.ts', import.meta.url));
const secret = 'Canary-Start-71c9x9Qv';
const mail = 'zoe.canary-start@private.example';

/** How a server is started wrong. */
interface WrongStart {
  title: string;
  args?: string[];
  env?: Record<string, string>;
  config?: object;
  policy?: object | string;
}

const starts: WrongStart[] = [
  { title: 'a word on the command line', args: [secret] },
  { title: 'the value of an unknown flag', args: [`--token=${secret}`] },
  { title: 'an unknown name in --tools', args: [`--tools=get_person,create_person,${secret}`] },
  { title: 'an unknown role', args: [`--role=${secret}`] },
  { title: 'an unknown tenant', args: [`--tenant=${secret}`] },
  { title: 'an unknown tool of the configuration file', config: { tools: ['get_person', secret] } },
  { title: 'the value of a flag that takes none', args: [`--read-only=${secret}`] },
  { title: 'a setting of the wrong type', env: { PEOPLE_URL: `${secret} ${mail}` } },
  { title: 'a password in the address of the state', env: { BIZMCP_STATE: `postgres://sam:${secret}@127.0.0.1:1/x` } },
  { title: 'a password in the address of a state in Redis', env: { BIZMCP_STATE: `redis://:${secret}@127.0.0.1:1` } },
  { title: 'a state of an unknown kind', env: { BIZMCP_STATE: `mysql://sam:${secret}@127.0.0.1:1/x` } },
  {
    title: 'a password in the address of the collector',
    env: { BIZMCP_OTLP_ENDPOINT: `http://s:${secret}@127.0.0.1:1` },
  },
  { title: 'the address of the metrics', env: { BIZMCP_METRICS: `http://${secret}`, BIZMCP_METRICS_TOKEN: secret } },
  { title: 'a wrong value in the configuration file', config: { settings: { PEOPLE_TOKEN: secret }, role: [secret] } },
  { title: 'an unknown setting of the configuration file', config: { settings: { PEOPLE_OTHER: secret } } },
  { title: 'a wrong value in the policy file', policy: { version: 1, default_role: `${secret} ${mail}` } },
  { title: 'a policy file that can not be read as one', policy: `version: 1\npassword: [${secret}\n` },
];

function argsOf(home: string, { args = [], config, policy }: WrongStart): string[] {
  const files: string[] = [];
  for (const [name, content] of Object.entries({ config, policy })) {
    if (content === undefined) continue;
    const path = join(home, `${name}.yaml`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    files.push(`--${name}`, path);
  }
  return [...args, ...files];
}

/** Starts a server, calls its tools, and gives all that it wrote anywhere. */
async function run(home: string, start: WrongStart, onEnd: (kill: () => void) => void): Promise<string> {
  const state = join(home, 'state');
  mkdirSync(state, { recursive: true });
  const settings = { PEOPLE_TOKEN: 'any-token-1', PEOPLE_PASSWORD: 'any-password-1', PEOPLE_URL: 'http://127.0.0.1:1' };
  const env = { PATH: process.env.PATH ?? '', HOME: home, BIZMCP_HOME: state, ...settings, ...start.env };
  const child = spawn(process.execPath, [script, ...argsOf(home, start)], { env, stdio: 'pipe' });
  onEnd(() => void child.kill('SIGKILL'));
  const clientInfo = { name: 'canary', version: '1' };
  const call = (name: string, args: object) => ({ method: 'tools/call', params: { name, arguments: args } });
  const requests = [
    { method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } },
    { method: 'tools/list' },
    call('health_check', {}),
    call('get_person', { id: 'good' }),
    call('create_person', { note: 'new' }),
  ];
  for (const [id, request] of requests.entries()) {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...request })}\n`);
  }
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
    // The end of the input would cut short what is still at work.
    if (out.split('\n').length > requests.length) child.stdin.end();
  });
  const errors = await text(child.stderr);
  const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return [out, errors, ...files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))].join('\n');
}

describe('a server that is started wrong', { concurrent: true }, () => {
  test.for(starts)('tells nothing of $title', async (start, { onTestFinished }) => {
    const home = mkdtempSync(join(tmpdir(), 'bizmcp-canary-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));

    const written = await run(home, start, onTestFinished);

    expect(
      written.split('\n').filter((line) => line.includes('"jsonrpc":"2.0"')).length,
      written.slice(0, 2000),
    ).toBeGreaterThanOrEqual(5);
    const lines = written.split('\n').filter((line) => [...formsOf(secret), mail].some((form) => line.includes(form)));
    expect(lines.map((line) => line.slice(0, 400))).toEqual([]);
  });
});
