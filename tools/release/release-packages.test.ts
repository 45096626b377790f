import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import hello from '../../servers/hello/package.json' with { type: 'json' };
import { type ReleasedPackage, releasePackages } from './release-packages.ts';
import { commandPackage, serverPackage } from './released-packages.ts';

const helloPackage = () => serverPackage(join(import.meta.dirname, '../../servers/hello'));

/** A release to a registry that has these versions; what it says, and the manifests that it sends. */
async function release(there: readonly string[], isDryRun: boolean, released?: ReleasedPackage) {
  const out = mkdtempSync(join(tmpdir(), 'bizmcp-release-'));
  const lines: string[] = [];
  const sent: unknown[] = [];
  const publish = async (tarball: string) => {
    sent.push(JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' })));
  };
  const isPublished = async (name: string, version: string) => there.includes(`${name}@${version}`);
  const say = (line: string) => void lines.push(line);
  const count = await releasePackages([released ?? (await helloPackage())], {
    out,
    isPublished,
    say,
    ...(!isDryRun && { publish }),
  });
  rmSync(out, { recursive: true });
  return { count, lines, sent };
}

test('a release publishes what pack makes: no script, no dependency', async () => {
  const { count, sent } = await release(['@bizmcp/hello@0.0.1'], false);

  assert.equal(count, 1);
  expect(sent).toMatchObject([{ name: '@bizmcp/hello', version: hello.version }]);
  assert.doesNotMatch(JSON.stringify(sent), /"(?:scripts|devDependencies|dependencies)"/);
});

test('a dry run of a release says what it would publish, and sends nothing', async () => {
  const { lines, sent } = await release([], true);

  const tarball = `bizmcp-hello-${hello.version}.tgz`;
  assert.deepEqual(lines, [`@bizmcp/hello@${hello.version} would be published as ${tarball}`]);
  assert.deepEqual(sent, []);
});

test('a release refuses a version that is there already', async () => {
  const { count, lines, sent } = await release([`@bizmcp/hello@${hello.version}`], false);

  assert.deepEqual({ count, sent }, { count: 0, sent: [] });
  assert.deepEqual(lines, [`@bizmcp/hello@${hello.version} is refused: that version is there already`]);
});

test('the command is published too, likewise with nothing to run or to fetch, and with its documents', async () => {
  const out = mkdtempSync(join(tmpdir(), 'bizmcp-release-'));
  const listed = execFileSync('tar', ['-tzf', await commandPackage().pack(out)], { encoding: 'utf8' }).split('\n');
  rmSync(out, { recursive: true });
  const { sent } = await release([], false, commandPackage());

  for (const path of ['dist/index.js', 'dist/NOTICE', 'README.md', 'LICENSE'])
    expect(listed).toContain(`package/${path}`);
  expect(sent).toMatchObject([{ name: 'bizmcp', bin: { bizmcp: './dist/index.js' } }]);
  assert.doesNotMatch(JSON.stringify(sent), /"(?:private|scripts|devDependencies|dependencies)"/);
});

test('a release with an option that there is not sends nothing', () => {
  const script = join(import.meta.dirname, 'release.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, '--dryrun'], { encoding: 'utf8', env: { PATH: '' } });

  assert.equal(status, 1);
  assert.match(stderr, /Unknown option '--dryrun'/);
});
