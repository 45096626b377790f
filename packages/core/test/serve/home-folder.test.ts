import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeFolder } from '../../src/serve/deployment/home-folder.ts';
import { stateFolder } from '../../src/serve/deployment/state-folder.ts';
import { userConfigFolder } from '../../src/serve/deployment/user-config-folder.ts';

const deployment = new URL('../../src/serve/deployment/', import.meta.url).href;

test.each(['', 'relative'])('nothing is kept in or read from the current folder where HOME is "%s"', (home) => {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = `
    const { stateFolder } = await import('${deployment}state-folder.ts');
    const { userConfigFolder } = await import('${deployment}user-config-folder.ts');
    const { isAbsolute } = await import('node:path');
    const folders = [stateFolder({}), userConfigFolder({}), stateFolder({}, 'win32')];
    console.log(folders.every(isAbsolute));`;

  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: 'utf8',
  });

  expect(stdout.trim()).toBe('true');
  expect(readdirSync(folder)).toEqual([]);
});

test('what a server keeps is where the operating system has a place for it, or in the folder that is named in full', () => {
  expect(stateFolder({}, 'darwin')).toMatch(/Library.Application Support.bizmcp$/);
  expect(stateFolder({ LOCALAPPDATA: '/x' }, 'win32')).toBe(join(homeFolder(), '.bizmcp'));
  expect(stateFolder({ XDG_STATE_HOME: 'relative' }, 'linux')).toMatch(/\.local.state.bizmcp$/);
  expect(stateFolder({ XDG_STATE_HOME: '/x' }, 'linux')).toBe('/x/bizmcp');
  expect(stateFolder({ BIZMCP_HOME: '/y', XDG_STATE_HOME: '/x' }, 'linux')).toBe('/y');
  expect(stateFolder({ BIZMCP_HOME: 'y', XDG_STATE_HOME: '/x' }, 'linux')).toBe('/x/bizmcp');
});

test.each<[NodeJS.Platform, Record<string, string>, RegExp]>([
  ['linux', { XDG_CONFIG_HOME: '/x', APPDATA: '/y' }, /^.x$/],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, /.\.config$/],
  ['darwin', {}, /.Library.Application Support$/],
  ['win32', { XDG_CONFIG_HOME: '/x', APPDATA: '/y' }, /^.y$/],
  ['win32', { XDG_CONFIG_HOME: '/x' }, /.AppData.Roaming$/],
])("a policy is looked for where %s keeps a user's settings: %j", (platform, environment, place) => {
  expect(userConfigFolder(environment, platform)).toMatch(place);
});

test('a user whom the system does not know has a home that is not there', () => {
  const unknown = () => {
    throw new Error('uv_os_homedir returned ENOENT');
  };

  expect(homeFolder([unknown, unknown])).toBe('/nonexistent');
  expect(homeFolder([() => '', () => '/home/sam'])).toBe('/home/sam');
  expect(homeFolder([() => 'relative', () => '/home/sam'])).toBe('/home/sam');
});
