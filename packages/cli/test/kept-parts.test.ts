import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { inHome, json } from './home.ts';

describe('an entry that is written anew', () => {
  test('keeps how long it may take and what else it hands on', () =>
    inHome(async (home, run) => {
      await run('add hubspot --client codex,goose --scope user');
      const codex = join(home, '.codex/config.toml');
      const goose = join(home, '.config/goose/config.yaml');
      writeFileSync(
        codex,
        readFileSync(codex, 'utf8')
          .replace('"HUBSPOT_ACCESS_TOKEN", ', '"MINE", "HUBSPOT_ACCESS_TOKEN", ')
          .replace('_sec = 60', '_sec = 200'),
      );
      writeFileSync(
        goose,
        readFileSync(goose, 'utf8').replace('env_keys:', 'env_keys:\n      - MINE').replace(': 300', ': 900 # slow'),
      );
      const before = [codex, goose].map((path) => readFileSync(path, 'utf8'));

      await run('add hubspot --client codex,goose --scope user');
      assert.deepEqual(
        [codex, goose].map((path) => readFileSync(path, 'utf8')),
        before,
      );
      await run('add hubspot --client codex,goose --scope user --sandbox');
      assert.match(readFileSync(codex, 'utf8'), /env_vars = \["MINE"\]\nstartup_timeout_sec = 200/);
      assert.match(readFileSync(goose, 'utf8'), /timeout: 900 # slow/);
      assert.match(readFileSync(goose, 'utf8'), /env_keys: \["MINE"\]/);
    }));

  test('keeps what restrains its server, in every form that a client knows', () =>
    inHome(async (home, run) => {
      const cline = join(home, '.cline/data/settings/cline_mcp_settings.json');
      mkdirSync(join(cline, '..'), { recursive: true });
      const transport = { type: 'stdio', command: 'npx', args: ['-y', '@bizmcp/hubspot@0.0.1', '--read-only'] };
      writeFileSync(cline, JSON.stringify({ mcpServers: { hubspot: { transport, disabled: true } } }));
      const own = { hubspot: { command: '/usr/bin/mcp-hubspot', args: ['--role', 'viewer'] } };
      writeFileSync(join(home, '.cursor/mcp.json'), JSON.stringify({ mcpServers: own }));

      const zed = join(home, '.config/zed/settings.json');
      mkdirSync(join(zed, '..'), { recursive: true });
      const command = { path: 'npx', args: transport.args, env: { MINE: '1' } };
      writeFileSync(zed, JSON.stringify({ context_servers: { hubspot: { command, settings: {} } } }));

      await run('add hubspot --client cline,cursor,zed --scope user --sandbox');

      const args = ['-y', json(home, '.cursor/mcp.json').mcpServers.hubspot.args[1], '--sandbox'];
      assert.deepEqual(json(cline).mcpServers, {
        hubspot: { transport: { ...transport, args: [...args, '--read-only'] }, disabled: false },
      });
      const { hubspot } = json(zed).context_servers;
      assert.deepEqual([hubspot.args, hubspot.env], [[...args, '--read-only'], { MINE: '1' }]);
      assert.deepEqual(json(home, '.cursor/mcp.json').mcpServers.hubspot.args, [...args, '--role', 'viewer']);
    }));

  test('is asked for nothing a second time', () =>
    inHome(async (home, run) => {
      const path = join(home, 'work/.vscode/mcp.json');
      await run('add hubspot --client vscode');
      const { servers, inputs } = json(path);
      writeFileSync(path, JSON.stringify({ servers: {}, inputs }));

      await run('add hubspot --client vscode');
      assert.deepEqual(json(path), { servers, inputs });
    }));

  test('leaves, when it goes, what another server is asked for with it', () =>
    inHome(async (home, run) => {
      const path = join(home, 'work/.vscode/mcp.json');
      await run('add hubspot --client vscode');
      const { servers, inputs } = json(path);
      const { HUBSPOT_ACCESS_TOKEN } = servers.hubspot.env;
      writeFileSync(
        path,
        JSON.stringify({ servers: { ...servers, other: { env: { HUBSPOT_ACCESS_TOKEN } } }, inputs }),
      );

      await run('remove hubspot --client vscode');
      assert.deepEqual(json(path), { servers: { other: { env: { HUBSPOT_ACCESS_TOKEN } } }, inputs });
    }));
});
