import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { claudeDesktop } from '../src/clients/claude-desktop.ts';
import { fileFindings } from '../src/doctor/file-findings.ts';
import { readClientFile } from '../src/entry-reading/client-file.ts';
import type { Surroundings } from '../src/surroundings.ts';
import { builtServer, inClinic } from './clinic.ts';
import { type Fault, testFaults } from './test-faults.ts';

const sandbox = () => ({ command: 'node', args: [builtServer('hello'), '--sandbox'] });
const entryText = () => JSON.stringify({ hello: sandbox() });

const fileFaults: Fault[] = [
  [
    'JSON that is broken, with the place',
    ({ put }) => put('work/.mcp.json', '{\n  "mcpServers": {\n    "hello": { "command": "node" "args": [] }\n  }\n}'),
    ['error config-broken'],
    /not valid JSON at line 3, column \d+ .*Mend line 3/,
  ],
  [
    'TOML that is broken, with the place',
    ({ put }) => put('.codex/config.toml', 'model = "x"\n[mcp_servers.hello\ncommand = "node"\n'),
    ['error config-broken'],
    /not valid TOML at line [23], column \d+/,
  ],
  [
    'YAML that is broken, with the place',
    ({ put }) => put('.config/goose/config.yaml', 'extensions:\n  hello: {\n'),
    ['error config-broken'],
    /not valid YAML at line \d+, column \d+/,
  ],
  [
    'a file that is no text',
    ({ put }) => writeFileSync(put('.claude.json', ''), Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
    ['error config-broken'],
    /is not UTF-8 text/,
  ],
  [
    'a pipe in the place of a file, for which it does not wait',
    ({ home }) => execFileSync('/usr/bin/mkfifo', [join(home, '.claude.json')]),
    ['error config-broken'],
    /The file is no ordinary file, so Claude Code reads nothing of it/,
  ],
  [
    'a file in a place that nobody reads',
    ({ put }) => put('.claude/.mcp.json', `{"mcpServers":${entryText()}}`),
    ['error config-misplaced'],
    /Move its entries to \S+work\/\.mcp\.json, .* bizmcp add hello --client claude-code --scope project/,
  ],
  [
    'servers under the key of another client',
    ({ put }) => put('work/.vscode/mcp.json', `{"mcpServers":${entryText()}}`),
    ['error config-wrong-key'],
    /Rename the key "mcpServers" to "servers"/,
  ],
  [
    'servers under a key in other letters',
    ({ put }) => put('work/.cursor/mcp.json', `{"mcpservers":${entryText()}}`),
    ['error config-wrong-key'],
    /Rename the key "mcpservers" to "mcpServers"/,
  ],
  [
    'a comment where the client takes none, with the place',
    ({ put }) => put('work/.mcp.json', `{\n  // mine\n  "mcpServers": ${entryText()}\n}`),
    ['error config-broken'],
    /The file has a comment at line 2, column 3, so Claude Code reads nothing of it/,
  ],
  [
    'a trailing comma where the client takes none',
    ({ put }) => put('.gemini/settings.json', `{ // mine\n"mcpServers": ${entryText()},}`),
    ['error config-broken'],
    /The file has a trailing comma at line 2, column \d+, so Gemini CLI reads nothing of it/,
  ],
  [
    'a key that stands twice, with the place',
    ({ put }) => put('work/.cursor/mcp.json', `{"mcpServers":${entryText()},\n"mcpServers":{}}`),
    ['error config-doubled'],
    /has "mcpServers" twice, the second at line 2, column 1: Cursor reads the last one alone/,
  ],
  [
    'a key that stands twice in an entry of any name',
    ({ put }) =>
      put(
        '.cursor/mcp.json',
        `{"mcpServers":{"my notes":{"command":"node","args":["-v"],\n"args":${JSON.stringify(sandbox().args)}}}}`,
      ),
    ['error config-doubled'],
    /has "args" twice, the second at line 2, column 1: Cursor reads the last one alone/,
  ],
];

const secretFaults: Fault[] = [
  [
    'a secret in a file that is in git',
    ({ enter, hello, folder }) => {
      enter('claude-code', 'hello', hello());
      execFileSync('git', ['init', '-q', folder]);
      execFileSync('git', ['-C', folder, 'add', '.mcp.json']);
    },
    ['error secret-tracked hello'],
    /revoke this one: it stays in the history\. Write a reference such as \$\{NAME\} .*git rm --cached \.mcp\.json/,
  ],
  [
    'a secret in a file that is shared with the project',
    ({ enter, hello }) => enter('cursor', 'hello', hello()),
    ['warning secret-in-project hello'],
    /\$\{env:NAME\}/,
  ],
  [
    'a secret that other users of the computer may read',
    ({ enter, hello, home, environment }) => {
      environment.CODEX_HOME = `${home}/Ada's`;
      enter('codex', 'hello', hello());
      execFileSync('chmod', ['644', `${home}/Ada's/config.toml`]);
    },
    ['warning secret-readable hello'],
    /chmod 600 '\S+\/Ada'\\''s\/config\.toml'/,
  ],
];

const nameFaults: Fault[] = [
  [
    'a name that stands in two scopes, and which of them counts',
    ({ enter, hello }) => {
      enter('claude-code', 'hello', sandbox());
      // What is wrong with one that is never started is of no interest.
      enter('claude-code', 'hello', hello({ env: { HELLO_TOKEN: '' } }), 'user');
    },
    ['warning name-shadowed hello'],
    /"hello" of scope project comes before it .*bizmcp remove hello --client claude-code --scope user/,
  ],
  [
    'two entries for one server',
    ({ enter }) => {
      enter('claude-code', 'hello', sandbox());
      enter('claude-code', 'notes', sandbox());
    },
    ['warning name-doubled notes'],
    /sees each tool twice/,
  ],
  [
    'a server of the project that its user has turned down',
    ({ enter, put, folder }) => {
      enter('claude-code', 'hello', sandbox());
      put('.claude.json', JSON.stringify({ projects: { [folder]: { disabledMcpjsonServers: ['hello'] } } }));
    },
    ['warning name-rejected hello'],
    /claude mcp reset-project-choices/,
  ],
];

describe('doctor on files', () => {
  testFaults(fileFaults);

  test.each([
    '{"command":"npx","args":["-y","@bizmcp/xero"]}',
    String.raw`{"command":"node","args":["C:\\bizmcp\\servers\\xero\\dist\\index.js"]}`,
  ])('names the classic file of Claude Desktop where the app comes from the store: %s', (entry) => {
    const surroundings = {
      platform: 'win32',
      home: 'C:\\Users\\ada',
      folder: 'C:\\work',
      environment: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      namesIn: () => ['Claude_pzs8sxrjxfjjc'],
    } satisfies Surroundings;
    const classic = 'C:\\Users\\ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json';
    const read = (path: string) => (path === classic ? `{"mcpServers":{"xero":${entry}}}` : undefined);
    const file = readClientFile(claudeDesktop, 'user', surroundings, read);

    const findings = fileFindings([file], surroundings, read);

    assert.deepEqual(
      findings.map(({ code, path }) => [code, path]),
      [['config-misplaced', classic]],
    );
    assert.match(findings[0]?.fix ?? '', /Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude/);
  });
});
describe('doctor on secrets', () => testFaults(secretFaults));
describe('doctor on names', () => testFaults(nameFaults));

describe('doctor on a home where all is well', () => {
  test('finds nothing with any client, each with its own form of reference', () =>
    inClinic(async (clinic) => {
      const { enter, hello, vendor, environment } = clinic;
      environment.HELLO_TOKEN = 'a1b2c3d4';
      const { command, args } = hello();
      const env = (token: string) => ({ HELLO_TOKEN: token, HELLO_BASE_URL: vendor.url });
      const dollar = '$';
      enter('claude-code', 'hello', { command, args, env: env(`${dollar}{HELLO_TOKEN}`) });
      enter('gemini', 'hello', { command, args, env: env('$HELLO_TOKEN') });
      for (const id of ['vscode', 'cursor', 'windsurf', 'cline'])
        enter(id, 'hello', { command, args, env: env(`${dollar}{env:HELLO_TOKEN}`) });
      enter('zed', 'hello', { source: 'custom', command, args, env: { HELLO_BASE_URL: vendor.url } });
      enter('codex', 'hello', {
        command,
        args,
        env_vars: ['HELLO_TOKEN'],
        env: { HELLO_BASE_URL: vendor.url },
        startup_timeout_sec: 60,
      });
      enter('goose', 'hello', {
        type: 'stdio',
        cmd: command,
        args,
        envs: { HELLO_BASE_URL: vendor.url },
        env_keys: ['HELLO_TOKEN'],
      });
      enter('opencode', 'hello', { type: 'local', command: [command, ...args], environment: env('{env:HELLO_TOKEN}') });
      enter('claude-desktop', 'hello', { command: process.execPath, args, env: env('a1b2c3d4') });
      enter('claude-code', 'other', { command: 'somebody-elses-server' }, 'user');

      const { output, exitCode } = await clinic.run('doctor');

      assert.equal(exitCode, 0, output);
      assert.equal(output.match(/^ {2}ok +hello/gm)?.length, 11);
      assert.match(output, /Nothing is wrong with these 11 entries\.\n$/);
    }));

  test('says what it looked at where there is nothing to look at, and refuses a name that nobody has', () =>
    inClinic(async ({ run, enter, hello }) => {
      assert.match((await run('doctor')).output, /No client starts a server of bizmcp \(0 files of clients read\)/);
      enter('claude-code', 'hello', hello());
      const unknown = await run('doctor xero');

      assert.equal(unknown.exitCode, 2);
      assert.match(unknown.errors, /No client has an entry "xero"/);
      assert.deepEqual(JSON.parse((await run('doctor --client cursor --json')).output).entries, []);
    }));

  test('tells another client and a switched off entry apart', () =>
    inClinic(async ({ enter, run }) => {
      enter('cline', 'hello', { ...sandbox(), disabled: true });
      const { output, exitCode } = await run('doctor');

      assert.equal(exitCode, 0);
      assert.match(output, /off +hello +switched off in the entry/);
    }));
});
