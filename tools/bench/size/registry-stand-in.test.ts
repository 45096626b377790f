import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { startRegistryStandIn } from './registry-stand-in.ts';

const Description = z.object({
  'dist-tags': z.object({ latest: z.string() }),
  versions: z.record(z.string(), z.object({ dist: z.object({ tarball: z.url() }) })),
});

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a stand-in for a registry has our packages, and counts the bytes that it sends', async () => {
  const tarball = join(folder, 'acme-1.0.0.tgz');
  const content = gzipSync('a package');
  writeFileSync(tarball, content);
  const registry = await startRegistryStandIn([
    { manifest: { name: '@acme/server', version: '1.0.0' }, tarball, integrity: 'sha512-none' },
  ]);

  const description = Description.parse(await (await fetch(`${registry.url}@acme%2fserver`)).json());
  const afterDescription = registry.sent();
  const sent = Buffer.from(await (await fetch(description.versions['1.0.0']?.dist.tarball ?? '')).arrayBuffer());
  const missing = await fetch(`${registry.url}other`);
  registry.close();

  expect(description['dist-tags']).toEqual({ latest: '1.0.0' });
  expect(sent).toEqual(content);
  expect(missing.status).toBe(404);
  expect(registry.sent()).toEqual({ bytes: afterDescription.bytes + content.length, answers: 3 });
});
