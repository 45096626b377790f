import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'vitest';
import { type BuildRecord, bundledPackages } from './bundled-packages.ts';
import { isPermissive } from './licence.ts';
import { noticeText, readNotice } from './notice-text.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'notice-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function install(name: string, version: string, files: Record<string, string>): string {
  const home = `node_modules/.pnpm/${name.replace('/', '+')}@${version}/node_modules/${name}`;
  put(`${home}/package.json`, JSON.stringify({ name, version, license: 'MIT' }));
  for (const [path, text] of Object.entries(files)) put(`${home}/${path}`, text);
  return home;
}

function recordOf(inputs: Record<string, number>): BuildRecord {
  const entries = Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]);
  return { outputs: { 'dist/server.js': { inputs: Object.fromEntries(entries) } } };
}

describe('bundledPackages', () => {
  test('names the packages whose code is in the output, with their texts', () => {
    const used = install('@vendor/sdk', '1.2.3', {
      LICENSE: 'Licence of the SDK',
      NOTICE: 'Notice of the SDK',
      'lib/package.json': '{"type":"module"}',
      'lib/a.js': '',
    });
    const unused = install('unused', '1.0.0', { LICENSE: 'x', 'a.js': '' });
    put('src/own.ts', '');

    const found = bundledPackages(
      recordOf({ [`${used}/lib/a.js`]: 10, [`${unused}/a.js`]: 0, 'src/own.ts': 5, 'builtin:node:fs': 9 }),
      folder,
    );

    assert.deepEqual(found, [
      { name: '@vendor/sdk', version: '1.2.3', licence: 'MIT', text: 'Licence of the SDK\n\nNotice of the SDK' },
    ]);
  });

  test('takes the licence that we keep for a package that brings none, and none for an unknown one', () => {
    const known = install('@bsull/augurs', '1.0.0', { 'a.js': '', 'README.md': '# x\n## License\nMIT' });
    const unknown = install('unknown', '1.0.0', { 'a.js': '' });

    const [augurs, other] = bundledPackages(recordOf({ [`${known}/a.js`]: 1, [`${unknown}/a.js`]: 1 }), folder);

    assert.match(augurs?.text ?? '', /^Copyright \(c\) 2023-2024 Ben Sully\n\nPermission is hereby granted/);
    assert.equal(other?.text, '');
  });

  test('takes the texts of a folder of licences along', () => {
    const chart = install('chart', '1.0.0', { LICENSE: 'Chart', 'licenses/LICENSE-d3': 'Part of it', 'a.js': '' });

    const [found] = bundledPackages(recordOf({ [`${chart}/a.js`]: 1 }), folder);

    assert.equal(found?.text, 'Chart\n\nPart of it');
  });

  test('finds a package that another one carries inside', () => {
    const carried =
      '//#region ../../node_modules/.pnpm/inner@1.0.0/node_modules/inner/dist/a.js\ncode();\n//#endregion\n';
    const outer = install('outer', '2.0.0', { LICENSE: 'Outer', 'a.js': carried });
    install('inner', '1.0.1', { 'LICENSE.md': 'Inner' });

    const found = bundledPackages(recordOf({ [`${outer}/a.js`]: 1 }), folder);

    assert.deepEqual(
      found.map(({ name, text }) => [name, text]),
      [
        ['inner', 'Inner'],
        ['outer', 'Outer'],
      ],
    );
  });

  test('takes the licence out of a README where it stands nowhere else', () => {
    const readme = '# a\n\n## License\n\nPermission is hereby granted\n\n## More\n\nwords';
    const spoken = install('spoken', '1.0.0', { 'README.md': readme, 'a.js': '' });
    const silent = install('silent', '1.0.0', { 'README.md': '## License\n\nMIT', 'a.js': '' });

    const packages = bundledPackages(recordOf({ [`${spoken}/a.js`]: 1, [`${silent}/a.js`]: 1 }), folder);

    assert.deepEqual(
      packages.map(({ name, text }) => [name, text]),
      [
        ['silent', ''],
        ['spoken', 'Permission is hereby granted'],
      ],
    );
  });

  test('stops for a carried package whose licence is nowhere', () => {
    const outer = install('outer', '2.0.0', { LICENSE: 'Outer', 'a.js': '//#region node_modules/gone/a.js\n' });

    assert.throws(() => bundledPackages(recordOf({ [`${outer}/a.js`]: 1 }), folder), /carries code of gone/);
  });
});

describe('noticeText', () => {
  const entry = { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Permission is hereby granted' };

  test('can be read again', () => {
    const entries = [entry, { ...entry, name: '@b/c', text: 'Line\n\n====\nLine' }];

    assert.deepEqual(readNotice(noticeText(entries)), entries);
  });

  test('gives a text that several packages bring once', () => {
    const entries = [entry, { ...entry, name: '@b/c', licence: '(MIT OR Apache-2.0)' }];
    const text = noticeText(entries);

    assert.equal(text.split(entry.text).length, 2);
    assert.deepEqual(readNotice(text), entries);
  });

  test('refuses a licence that is not permissive, and a package without a text', () => {
    assert.throws(() => noticeText([{ ...entry, licence: 'GPL-3.0-only' }]), /a 1\.0\.0 is under GPL/);
    const nameless = { ...entry, name: '@b/c', text: '' };
    assert.throws(() => noticeText([nameless]), /brings no licence text; .* as tools\/notice\/licences\/@b\+c\.txt/);
  });
});

test('an expression is permissive when one of its choices is, whole', () => {
  assert.equal(isPermissive('MIT'), true);
  assert.equal(isPermissive('(GPL-2.0-only OR MIT)'), true);
  assert.equal(isPermissive('MIT AND ISC'), true);
  assert.equal(isPermissive('MIT AND GPL-2.0-only'), false);
  assert.equal(isPermissive('no licence'), false);
});
