import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe } from 'vitest';
import { builtServer } from './clinic.ts';
import { type Fault, testFaults } from './test-faults.ts';

/** A server of the old protocol alone, with one tool of its own; it ends at a call. */
const oldServer = (tool: string) => `
import { createInterface } from 'node:readline';
const answers = {
  initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'hello', version: '0.1.0' } },
  'tools/list': { tools: [{ name: '${tool}', inputSchema: { type: 'object' } }] },
};
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method } = JSON.parse(line);
  if (id === undefined) continue;
  if (method === 'tools/call') process.exit(1);
  const result = answers[method];
  const answer = result ? { result } : { error: { code: -32601, message: 'Method not found' } };
  console.log(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
}`;

const enterOld =
  (tool: string): Fault[1] =>
  ({ enter, put }) => {
    put('package.json', '{"type":"module"}');
    enter('claude-code', 'hello', { command: 'node', args: [put('hello/dist/index.js', oldServer(tool))] });
  };

const startFaults: Fault[] = [
  [
    'a server that ends at once, with its reason and without its secret',
    ({ enter, put, hello }) => {
      const script = put('hello/dist/index.js', "throw new Error('no luck with ' + process.env.HELLO_TOKEN);");
      enter('claude-code', 'hello', { ...hello(), args: [script] }, 'user');
    },
    ['error start-failed hello'],
    /ended at once \(exit code 1\) and said Error: no luck with \*\*\* .*node \S+index\.js/,
  ],
  [
    'a program that is no server',
    ({ enter, put }) => {
      const script = put('hello/dist/index.js', 'console.log("welcome");');
      enter('claude-code', 'hello', { command: 'node', args: [script] });
    },
    ['error start-failed hello'],
    /ended at once \(exit code 0\) and said welcome/,
  ],
  [
    'a package that npm does not find, with how else it is started',
    ({ enter, put }) => {
      const script = put('hello/dist/index.js', "console.error('npm error code E404'); process.exit(1);");
      enter('claude-code', 'hello', { command: 'node', args: [script] });
    },
    ['error start-failed hello'],
    /bizmcp add hello --client claude-code --scope project --from <checkout>\/servers/,
  ],
  [
    'a registry that is not reached',
    ({ enter, put }) => {
      const script = put('hello/dist/index.js', "console.error('npm error code ENOTFOUND'); process.exit(1);");
      enter('claude-code', 'hello', { command: 'node', args: [script] });
    },
    ['error start-failed hello'],
    /does not reach its registry: .* npm config get registry/,
  ],
  [
    'a script that prints before the server',
    ({ enter }) => {
      const line = `echo Loading...; exec node ${builtServer('hello')} --sandbox`;
      enter('claude-code', 'hello', { command: 'sh', args: ['-c', line] });
    },
    ['error start-noisy hello'],
    /"Loading\.\.\." .*send what that prints to standard error/,
  ],
  ['a server of the old protocol alone', enterOld('a'), ['warning start-era hello'], /newest version/],
  [
    'a server that ends when it is asked after its health',
    enterOld('health_check'),
    ['warning start-era hello', 'error start-silent hello'],
    /health_check was not answered: .*closed/,
  ],
  [
    'a start that takes longer than the client waits',
    ({ enter, hello }) => enter('codex', 'hello', { ...hello(), startup_timeout_sec: 0.001 }),
    ['error start-slow hello'],
    /startup_timeout_sec = 60/,
  ],
  [
    'a name that makes those of the tools too long',
    ({ enter, hello }) => enter('cursor', 'the-notebook-of-the-whole-company-in-all-its-branches', hello(), 'user'),
    ['error name-too-long the-notebook-of-the-whole-company-in-all-its-branches'],
    /shorter name/,
  ],
  [
    'more tools than the client takes',
    ({ enter }) => {
      for (const tenant of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
        enter('windsurf', `hubspot-${tenant}`, {
          command: 'node',
          args: [builtServer('hubspot'), '--sandbox', '--tenant', tenant],
        });
    },
    ['warning tools-too-many'],
    /takes 100 tools .* these have 112 .*--tools/,
  ],
];

const accessFaults: Fault[] = [
  [
    'a policy that can not be read',
    ({ enter, put, hello }) => {
      const policy = put('policy.yaml', 'version: 1\nroles: [');
      enter('claude-code', 'hello', hello({ args: ['--policy', policy] }), 'user');
    },
    ['error policy-broken hello'],
    /policy\.yaml can't be used, so nothing is allowed: line 2.* bizmcp policy check/,
  ],
  [
    'a role that there is not',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ args: ['--role', 'boss'] }), 'user'),
    ['error role-unknown hello'],
    /viewer, agent_executor/,
  ],
  [
    'a value that is not what it should be',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ env: { HELLO_BASE_URL: 'hello' } }), 'user'),
    ['error settings-wrong hello'],
    /HELLO_BASE_URL: Invalid URL/,
  ],
  [
    'a settings file that is gone',
    ({ enter, hello }) => enter('claude-code', 'hello', hello({ args: ['--config', '/gone.json'] }), 'user'),
    ['error settings-file hello'],
    /\/gone\.json can't be used: it can not be read/,
  ],
  [
    'no credentials, and how to get them',
    ({ enter }) => enter('claude-code', 'hello', { command: 'node', args: [builtServer('hello')] }),
    ['error credentials-missing hello'],
    /Set HELLO_TOKEN\. Make one in the notebook/,
  ],
  [
    'a login that is still to be made',
    ({ enter }) =>
      enter('claude-code', 'xero', { command: 'node', args: [builtServer('xero')], env: { XERO_CLIENT_ID: 'A1B2' } }),
    ['error credentials-missing xero'],
    /bizmcp login xero/,
  ],
  [
    'credentials that the system does not take',
    ({ enter, hello, vendor }) => {
      vendor.status = 401;
      enter('claude-code', 'hello', hello(), 'user');
    },
    ['error credentials-rejected hello'],
    /did not accept the configured credentials \(401\)/,
  ],
  [
    'a permission that the credentials do not have',
    ({ enter, hello, vendor }) => {
      vendor.status = 403;
      enter('claude-code', 'hello', hello(), 'user');
    },
    ['error scopes-missing hello'],
    /Grant what is missing/,
  ],
  [
    'a system that can not be reached',
    ({ enter, hello }) =>
      enter('claude-code', 'hello', hello({ env: { HELLO_BASE_URL: 'http://127.0.0.1:9' } }), 'user'),
    ['error system-unreachable hello'],
    /HELLO_BASE_URL \(http:\/\/127\.0\.0\.1:9\)/,
  ],
  [
    'a system behind a proxy that its entry does not name',
    ({ enter, hello, environment }) => {
      environment.HTTPS_PROXY = 'http://proxy.example:3128';
      enter('claude-code', 'hello', hello({ env: { HELLO_BASE_URL: 'http://127.0.0.1:9' } }), 'user');
    },
    ['error system-unreachable hello'],
    /sets HTTPS_PROXY and NODE_USE_ENV_PROXY=1/,
  ],
  [
    'a system that fails',
    ({ enter, hello, vendor }) => {
      vendor.status = 501;
      enter('claude-code', 'hello', hello(), 'user');
    },
    ['warning system-failing hello'],
    /status page/,
  ],
  [
    'the usual folder, where it can not be written',
    ({ enter, hello, put }) => {
      const folder = dirname(put('my state/bizmcp', 'a file'));
      enter('claude-code', 'hello', hello({ env: { XDG_STATE_HOME: folder } }), 'user');
    },
    ['error home-unwritable hello'],
    /chown -R "\$USER" '\S+\/my state\/bizmcp'/,
  ],
  [
    'a state file that is broken',
    ({ enter, hello, put, home }) => {
      put('my state/state.sqlite', 'this is not a database, and never was one of any kind');
      enter('claude-code', 'hello', hello({ env: { BIZMCP_HOME: join(home, 'my state') } }), 'user');
    },
    ['error state-broken hello'],
    /file is not a database .*mv '\S+my state\/state\.sqlite' '\S+my state\/state\.sqlite\.broken'/,
  ],
  [
    'a state file that another program holds',
    ({ enter, hello, put, home, atEnd }) => {
      const holder = new DatabaseSync(put('my state/state.sqlite', ''));
      holder.exec('BEGIN EXCLUSIVE');
      atEnd(() => holder.close());
      enter('claude-code', 'hello', hello({ env: { BIZMCP_HOME: join(home, 'my state') } }), 'user');
    },
    ['error state-locked hello'],
    /Another program holds \S+my state\/state\.sqlite.* lsof '/,
  ],
  [
    "a clock that is not the system's",
    ({ enter, hello, vendor }) => {
      vendor.date = new Date(Date.now() + 3_600_000);
      enter('claude-code', 'hello', hello(), 'user');
    },
    ['error clock-wrong hello'],
    /60 minutes behind that of Hello/,
  ],
  [
    'a clock that is behind the audit trail',
    ({ enter, hello, put, home }) => {
      const time = (Date.now() + 86_400_000).toString(16).padStart(12, '0');
      put(`state/audit/hello.${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000.jsonl`, '');
      enter('claude-code', 'hello', hello({ env: { BIZMCP_HOME: join(home, 'state') } }), 'user');
    },
    ['error clock-wrong'],
    /the audit trail was written at/,
  ],
];

describe('doctor on the start of a server', () => testFaults(startFaults));
describe('doctor on access, rules and this computer', () => testFaults(accessFaults));
