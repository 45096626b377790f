import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeFolder } from '../../src/serve/deployment/home-folder.ts';
import { stateFolder } from '../../src/serve/deployment/state-folder.ts';

const deployment = new URL('../../src/serve/deployment/', import.meta.url).href;

test.each(['', 'relative'])('nothing is kept in or read from the current folder where HOME is "%s"', (home) => {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = `
    const { stateFolder } = await import('${deployment}state-folder.ts');
    const { userConfigFolder } = await import('${deployment}user-config-folder.ts');
    const { isAbsolute } = await import('node:path');
    const folders = [stateFolder({}), userConfigFolder({}), stateFolder({ LOCALAPPDATA: '' }, 'win32')];
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
  expect(stateFolder({}, 'win32')).toMatch(/AppData.Local.bizmcp$/);
  expect(stateFolder({ XDG_STATE_HOME: 'relative' }, 'linux')).toMatch(/\.local.state.bizmcp$/);
  expect(stateFolder({ XDG_STATE_HOME: '/x' }, 'linux')).toBe('/x/bizmcp');
  expect(stateFolder({ BIZMCP_HOME: '/y', XDG_STATE_HOME: '/x' }, 'linux')).toBe('/y');
  expect(stateFolder({ BIZMCP_HOME: 'y', XDG_STATE_HOME: '/x' }, 'linux')).toBe('/x/bizmcp');
});

test('a user whom the system does not know has a home that is not there', () => {
  const unknown = () => {
    throw new Error('uv_os_homedir returned ENOENT');
  };

  expect(homeFolder([unknown, unknown])).toBe('/nonexistent');
  expect(homeFolder([() => '', () => '/home/sam'])).toBe('/home/sam');
  expect(homeFolder([() => 'relative', () => '/home/sam'])).toBe('/home/sam');
});
