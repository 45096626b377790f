import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { allClients } from '../src/clients/all-clients.ts';
import { claudeCode } from '../src/clients/claude-code.ts';
import { claudeDesktop } from '../src/clients/claude-desktop.ts';
import type { Client, ClientScope } from '../src/clients/client.ts';
import { isInstalled } from '../src/clients/is-installed.ts';
import { shapeOf } from '../src/entry-reading/entry-shape.ts';
import { launchOf } from '../src/entry-writing/launch.ts';
import { fleet } from '../src/fleet/fleet.ts';
import type { Surroundings } from '../src/surroundings.ts';

const windows = {
  platform: 'win32',
  home: 'C:\\Users\\ada',
  folder: 'C:\\work',
  environment: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
  namesIn: () => [],
} satisfies Surroundings;
const mac = {
  platform: 'darwin',
  home: '/Users/ada',
  folder: '/work',
  environment: {},
  namesIn: () => [],
} satisfies Surroundings;
const linux = { ...mac, platform: 'linux', home: '/home/ada' } satisfies Surroundings;

function fileOf(id: string, surroundings: Surroundings, scope: ClientScope = 'user'): string | undefined {
  return allClients.find((client) => client.id === id)?.fileOf(surroundings, scope);
}

describe('places of the clients', () => {
  const places: [id: string, surroundings: Surroundings, path: string, scope?: ClientScope][] = [
    ['claude-code', linux, '/work/.mcp.json', 'project'],
    ['claude-code', linux, '/home/ada/.claude.json'],
    ['claude-desktop', mac, '/Users/ada/Library/Application Support/Claude/claude_desktop_config.json'],
    ['claude-desktop', linux, '/home/ada/.config/Claude/claude_desktop_config.json'],
    ['claude-desktop', windows, 'C:\\Users\\ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json'],
    ['vscode', linux, '/work/.vscode/mcp.json', 'project'],
    ['vscode', mac, '/Users/ada/Library/Application Support/Code/User/mcp.json'],
    ['cursor', windows, 'C:\\Users\\ada\\.cursor\\mcp.json'],
    ['windsurf', linux, '/home/ada/.codeium/windsurf/mcp_config.json'],
    ['windsurf', { ...linux, namesIn: () => ['config.json'] }, '/home/ada/.config/devin/mcp_config.json'],
    [
      'cline',
      linux,
      '/home/ada/.config/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
    ],
    [
      'cline',
      { ...windows, namesIn: (folder) => (folder.endsWith('data\\settings') ? ['providers.json'] : []) },
      'C:\\Users\\ada\\.cline\\data\\settings\\cline_mcp_settings.json',
    ],
    ['cline', { ...linux, environment: { CLINE_MCP_SETTINGS_PATH: '/cline/mcp.json' } }, '/cline/mcp.json'],
    ['zed', mac, '/Users/ada/.config/zed/settings.json'],
    ['codex', linux, '/home/ada/.codex/config.toml'],
    ['codex', { ...linux, environment: { CODEX_HOME: '/codex' } }, '/codex/config.toml'],
    ['gemini', linux, '/work/.gemini/settings.json', 'project'],
    ['goose', { ...linux, environment: { XDG_CONFIG_HOME: '/xdg' } }, '/xdg/goose/config.yaml'],
    ['goose', windows, 'C:\\Users\\ada\\AppData\\Roaming\\Block\\goose\\config\\config.yaml'],
    ['opencode', linux, '/home/ada/.config/opencode/opencode.json'],
    ['opencode', { ...linux, namesIn: () => ['opencode.jsonc'] }, '/work/opencode.jsonc', 'project'],
  ];
  for (const [id, surroundings, path, scope] of places)
    test(`${id} on ${surroundings.platform}: ${path}`, () => assert.equal(fileOf(id, surroundings, scope), path));

  test("Claude Desktop from Windows' store has a folder of its own", () => {
    const packaged = { ...windows, namesIn: () => ['Other_1', 'Claude_pzs8sxrjxfjjc'] };

    const left = {
      ...windows,
      namesIn: (folder: string) => {
        if (folder.endsWith('Packages')) return ['Claude_gone', 'Claude_pzs8sxrjxfjjc'];
        return folder.includes('Claude_pzs8sxrjxfjjc') ? ['Claude'] : [];
      },
    };
    const path =
      'C:\\Users\\ada\\AppData\\Local\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json';
    assert.equal(fileOf('claude-desktop', packaged), path);
    assert.equal(fileOf('claude-desktop', left), path);
  });
});

test("Claude Code's local entries are those of the repository around the folder, or of the folder", () => {
  const namesIn = (folder: string) => (folder === '/work' ? ['.git', 'src'] : []);

  assert.deepEqual(claudeCode.containerOf({ ...linux, folder: '/work/src/deep', namesIn }, 'local')[1], '/work');
  assert.deepEqual(claudeCode.containerOf({ ...linux, folder: '/other/src' }, 'local')[1], '/other/src');
  assert.deepEqual(claudeCode.containerOf({ ...windows, folder: 'C:\\work\\deep' }, 'local')[1], 'C:/work/deep');
});

function helloOn(platform: NodeJS.Platform) {
  const [hello] = fleet;
  assert.ok(hello);
  return launchOf(hello, {
    ...{ isSandbox: true, isPlain: false, credential: undefined, from: undefined },
    ...{ values: new Map(), stored: new Set<string>(), besides: [], platform },
  });
}

test.each(allClients)('the entry of $id starts the server, and is switched on', (client) => {
  const launch = helloOn('linux');

  const { command, args, isDisabled } = shapeOf({ client, raw: client.entryOf(launch) });

  assert.deepEqual([command, args, isDisabled], [launch.command, launch.args, false]);
});

test('a client is on this machine where its file, its own folder or its program is', () => {
  const isThere = (client: Client, folders: Record<string, string[]>) =>
    isInstalled(client, { ...linux, environment: { PATH: '/bin:/opt' }, namesIn: (folder) => folders[folder] ?? [] });

  assert.equal(
    isThere(claudeCode, { '/home/ada': ['notes'], '/home/ada/.claude': ['x'], '/bin': ['claude-x'] }),
    false,
  );
  assert.equal(isThere(claudeCode, { '/home/ada': ['.claude.json'] }), true);
  assert.equal(isThere(claudeCode, { '/opt': ['claude', 'git'] }), true);
  assert.equal(isThere(claudeDesktop, { '/home/ada/.config/Claude': ['Cache'] }), true);
  assert.equal(isThere(claudeDesktop, { '/opt': ['claude'] }), false);
});

test.each([claudeCode, claudeDesktop])('$id starts npx, on Windows through its shell', ({ entryOf }) => {
  const onWindows = entryOf(helloOn('win32'));

  assert.equal(entryOf(helloOn('darwin')).command, 'npx');
  assert.equal(onWindows.command, 'cmd');
  assert.match(JSON.stringify(onWindows.args), /^\["\/c","npx","-y","@bizmcp\/hello@/);
});
