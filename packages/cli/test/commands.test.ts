import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { scriptedPerson } from './scripted-person.ts';

async function inHome(
  act: (home: string, run: (line: string, isYes?: boolean) => ReturnType<typeof runCli>) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-home-'));
  const surroundings = { platform: 'linux' as const, environment: {}, home, folder: home, namesIn: namesInFolder };
  try {
    await act(home, (line, isYes) =>
      runCli(line.split(' '), {
        surroundings,
        now: new Date(),
        person: isYes === undefined ? undefined : scriptedPerson([isYes]).person,
        screen: { columns: 80, hasColour: false },
        write: () => undefined,
      }),
    );
  } finally {
    rmSync(home, { recursive: true });
  }
}

function readJson(...path: string[]) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

describe('the commands', () => {
  test('--version says which one it is', () =>
    inHome(async (_home, run) => {
      const { version } = readJson(import.meta.dirname, '..', 'package.json');

      assert.deepEqual(await run('--version'), { output: `${version}\n`, errors: '', exitCode: 0 });
    }));

  test('init by flags writes an entry for each server, with the version pinned', () =>
    inHome(async (home, run) => {
      const { exitCode } = await run('init --client claude-code --servers hubspot,xero --sandbox --yes');

      assert.equal(exitCode, 0);
      const { mcpServers } = readJson(home, '.mcp.json');
      assert.deepEqual(Object.keys(mcpServers), ['hubspot', 'xero']);
      assert.match(mcpServers.xero.args.join(' '), /^-y @bizmcp\/xero@\d+\.\d+\.\d+ --sandbox$/);
    }));

  test('init writes nothing without a yes', () =>
    inHome(async (home, run) => {
      const line = 'init --client claude-code --servers hubspot --sandbox --scope project';

      assert.match((await run('init')).errors, /^There is nobody to ask here\./);
      assert.equal((await run(line)).exitCode, 2);
      assert.equal((await run(line, false)).exitCode, 1);
      assert.equal(existsSync(join(home, '.mcp.json')), false);
      assert.equal((await run(line, true)).exitCode, 0);
      assert.equal(existsSync(join(home, '.mcp.json')), true);
    }));

  test('secrets become references, and are written in plain text only when forced', () =>
    inHome(async (home, run) => {
      const refused = await run('add hubspot --client cursor --scope user --set HUBSPOT_ACCESS_TOKEN=s3cret');
      const added = await run('add hubspot --client claude-code,cursor --scope user');

      assert.equal(refused.exitCode, 2);
      assert.match(refused.errors, /is a secret.*\n.*--plain-secrets/);
      const dollar = '$';
      assert.equal(
        readJson(home, '.claude.json').mcpServers.hubspot.env.HUBSPOT_ACCESS_TOKEN,
        `${dollar}{HUBSPOT_ACCESS_TOKEN}`,
      );
      assert.equal(
        readJson(home, '.cursor/mcp.json').mcpServers.hubspot.env.HUBSPOT_ACCESS_TOKEN,
        `${dollar}{env:HUBSPOT_ACCESS_TOKEN}`,
      );
      assert.match(added.output, /Set HUBSPOT_ACCESS_TOKEN where you start Claude Code and Cursor\./);
      await run('add hubspot --client claude-code --scope user --plain-secrets --set HUBSPOT_ACCESS_TOKEN=s3cret');
      assert.equal(readJson(home, '.claude.json').mcpServers.hubspot.env.HUBSPOT_ACCESS_TOKEN, 's3cret');
    }));

  test('an entry that is there keeps its own keys and variables', () =>
    inHome(async (home, run) => {
      const old = {
        command: 'npx',
        args: ['-p', '@bizmcp/hubspot@0.0.1', 'mcp-hubspot', '--read-only', '--tools', 'search_objects'],
        env: { MINE: '1', HUBSPOT_BASE_URL: 'x' },
        timeout: 5,
      };
      writeFileSync(join(home, '.mcp.json'), JSON.stringify({ mcpServers: { hubspot: old } }));

      await run('add hubspot --client claude-code');
      const again = await run('add hubspot --client claude-code --json');

      const { hubspot } = readJson(home, '.mcp.json').mcpServers;
      assert.equal(hubspot.timeout, 5);
      assert.deepEqual([hubspot.env.MINE, hubspot.env.HUBSPOT_BASE_URL], ['1', 'x']);
      assert.ok(!hubspot.args.includes('@bizmcp/hubspot@0.0.1'));
      assert.deepEqual(hubspot.args.slice(2), ['--read-only', '--tools', 'search_objects']);
      assert.equal(JSON.parse(again.output).files[0].status, 'unchanged');
    }));

  test('an entry of somebody else is refused, by add and by remove, and the other clients go on', () =>
    inHome(async (home, run) => {
      const text = '{"mcpServers":{"hubspot":{"command":"other"}}}';
      writeFileSync(join(home, '.mcp.json'), text);

      const added = await run('add hubspot --client claude-code,windsurf --json');
      const removed = await run('remove hubspot --client claude-code');

      assert.deepEqual([added.exitCode, removed.exitCode], [1, 1]);
      const statuses = JSON.parse(added.output).files.map(({ status }: { status: string }) => status);
      assert.deepEqual(statuses, ['refused', 'created']);
      assert.equal(readFileSync(join(home, '.mcp.json'), 'utf8'), text);
    }));

  test('what the client does not take in a file is told, and stays', () =>
    inHome(async (home, run) => {
      writeFileSync(join(home, '.mcp.json'), '{\n  // mine\n}');

      const { output } = await run('add hubspot --client claude-code,vscode --scope project --sandbox');

      const said = output.replaceAll(/\s+/g, ' ');
      assert.match(said, /Claude Code reads nothing of this file while it has a comment at line 2, column 3\./);
      assert.doesNotMatch(said, /VS Code reads nothing/);
      assert.match(readFileSync(join(home, '.mcp.json'), 'utf8'), /\/\/ mine/);
    }));

  test('a dry run shows the change and makes none', () =>
    inHome(async (home, run) => {
      const { output } = await run('add hubspot --client codex --dry-run');

      assert.match(output, /^\+\[mcp_servers\.hubspot\]$/m);
      assert.equal(existsSync(join(home, '.codex')), false);
    }));

  test('undo puts back what was there, and refuses once somebody has changed it', () =>
    inHome(async (home, run) => {
      const path = join(home, '.mcp.json');
      const text = '{\r\n // mine\r\n}';
      writeFileSync(path, text);
      await run('add hubspot --client claude-code,goose --sandbox');
      await run('add xero --client claude-code --sandbox');

      assert.equal((await run('add --undo')).exitCode, 0);
      assert.equal((await run('add --undo')).exitCode, 0);
      assert.equal(readFileSync(path, 'utf8'), text);
      assert.equal(existsSync(join(home, '.config/goose/config.yaml')), false);
      assert.equal((await run('add --undo')).exitCode, 1);
      await run('add xero --client claude-code --sandbox');
      writeFileSync(path, '{}');
      assert.match((await run('remove --undo')).errors, /changed since. Nothing was undone/);
      assert.equal(readFileSync(path, 'utf8'), '{}');
    }));

  test('undo takes out what was put in where the client has written the rest of the file since', () =>
    inHome(async (home, run) => {
      const [code, vscode] = [join(home, '.claude.json'), join(home, '.vscode/mcp.json')];
      const rewrite = (path: string, more: object) =>
        writeFileSync(path, JSON.stringify({ ...readJson(path), ...more }));
      await run('add hubspot --client claude-code --scope user');
      await run('add hubspot --client claude-code --scope user --sandbox');
      await run('add hubspot --client vscode --scope project');
      rewrite(vscode, { inputs: [{ id: 'mine' }, ...readJson(vscode).inputs] });
      rewrite(code, { numStartups: 1 });
      const { args } = readJson(code).mcpServers.hubspot;

      assert.match((await run('add --undo')).output, /^taken out {2}\S*\.vscode/m);
      assert.deepEqual(readJson(vscode), { servers: {}, inputs: [{ id: 'mine' }] });
      await run('add --undo');
      assert.deepEqual(readJson(code).mcpServers.hubspot.args, args.slice(0, 2));
      const { hubspot } = readJson(code).mcpServers;
      rewrite(code, { mcpServers: { hubspot: { ...hubspot, timeout: 1 } } });
      assert.match((await run('add --undo')).errors, /changed since. Nothing was undone/);
      rewrite(code, { mcpServers: { hubspot } });
      await run('add --undo');
      assert.deepEqual(readJson(code), { mcpServers: {}, numStartups: 1 });
    }));

  test('what VS Code is to ask for goes with the server', () =>
    inHome(async (home, run) => {
      await run('add hubspot,xero --client vscode');
      await run('remove hubspot --client vscode');

      const { servers, inputs } = readJson(home, '.vscode/mcp.json');
      assert.deepEqual(Object.keys(servers), ['xero']);
      assert.deepEqual(
        inputs.map(({ id }: { id: string }) => id),
        ['xero-XERO_CLIENT_ID'],
      );
    }));

  test('help is had in either order, and a wrong option is no call for it', () =>
    inHome(async (_home, run) => {
      assert.deepEqual(await run('help audit query'), await run('audit query --help'));
      assert.deepEqual(await run('help'), await run('--help'));
      assert.equal((await run('ad hello')).errors, 'There is no command "ad".\nNear it: add.\n');
      assert.match((await run('--verison')).errors, /^There is no command "--verison"\./);
    }));

  test('a wrong word is answered with those there are', () =>
    inHome(async (_, run) => {
      assert.match((await run('add nothing -c cursor')).errors, /no server "nothing".\nServers: .*hubspot/);
      assert.match((await run('add hubspot -c nobody')).errors, /no client "nobody".\nClients: claude-code/);
      assert.match((await run('add hubspot -c goose --scope project')).errors, /It has: user/);
      assert.match((await run('add hubspot -c goose --set NO=1')).errors, /variable NO/);
      assert.equal((await run('fly')).exitCode, 2);
      assert.equal(JSON.parse((await run('add hubspot --wrong --json')).output).error.kind, 'usage');
    }));

  test('list shows servers, and of one the tools and the ways of access, in 80 columns', () =>
    inHome(async (_, run) => {
      const { output: all } = await run('list');
      const { output: one } = await run('list hubspot');

      assert.match(all, /^xero +Xero +\d+\.\d+\.\d+ +\d+ +\d+$/m);
      assert.match(one, /^ {2}update_object +update +\d+ {2}crm:write$/m);
      assert.match(one, /^ {2}2 OAuth app: HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET, bizmcp login hubspot$/m);
      assert.match(one, /^ {4}In HubSpot, go to Development > Keys > Service keys/m);
      assert.deepEqual(
        `${all}${one}`.split('\n').filter((line) => line.length > 80),
        [],
      );
    }));

  test('remove says what makes the clients forget it, and only where something was taken out', () =>
    inHome(async (home, run) => {
      await run('add hubspot --client cursor,claude-desktop --scope user --sandbox');

      const first = await run('remove hubspot --client cursor,claude-desktop --scope user');
      const again = await run('remove hubspot --client cursor,claude-desktop --scope user');

      assert.match(first.output, /Next:\n- Quit Claude Desktop .*\n.*\n- Restart Cursor\.\n$/);
      assert.equal(
        again.output,
        'unchanged  ~/.cursor/mcp.json\nunchanged  ~/.config/Claude/claude_desktop_config.json\n',
      );
      assert.deepEqual(readJson(home, '.cursor/mcp.json').mcpServers, {});
    }));
});
