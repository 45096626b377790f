import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { surfaceOf } from '../../src/define/surface.ts';
import { canonicalJson } from '../../src/json/canonical-json.ts';
import { buildDigest } from '../../src/serve/build-digest.ts';
import { postOffice } from '../pipeline/harness.ts';
import { callRecord, withFolder } from './trail.ts';

const Told = z.object({ ev: z.string(), where: z.looseObject({}), what: z.looseObject({}).optional() });

function recordsIn(folder: string) {
  const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const lines = text.join('').trim().split('\n');
  return lines.map((line) => Told.parse(JSON.parse(line)));
}

test('each record says which build it comes from and which tool surface its caller was shown', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post', { version: '1.2.3', build: 'b'.repeat(64) });
    await log.append(callRecord('intent', 'one', { tool_digest: 'd'.repeat(64) }));
    await log.append(callRecord('outcome', 'one', { tool_digest: 'd'.repeat(64) }));
    await log.close();

    const records = recordsIn(folder);
    expect(records.length).toBeGreaterThan(3);
    for (const { where } of records) expect(where).toMatchObject({ version: '1.2.3', build_digest: 'b'.repeat(64) });
    const calls = records.filter(({ ev }) => ev.startsWith('tool.'));
    expect(calls.map(({ what }) => what?.tool_digest)).toEqual(['d'.repeat(64), 'd'.repeat(64)]);
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0 });
  }));

test('the digest of a tool is that of its entry in the committed surface', async () => {
  const { call, records, server } = postOffice();

  await call('list_letters', {});

  const surface: { tools: { name: string }[] } = JSON.parse(JSON.stringify(surfaceOf(server)));
  const entry = surface.tools.find(({ name }) => name === 'list_letters');
  const digest = createHash('sha256').update(canonicalJson(entry)).digest('hex');
  expect(records.map((record) => record.tool_digest)).toEqual([digest, digest]);
});

test('the digest of a build is that of all its scripts; sources have none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-build-'));
  const url = pathToFileURL(join(folder, 'runtime.js')).href;
  const scripts = { 'index.js': 'first();\n', 'runtime.js': 'second();\n', 'start.js': 'third();\n' };
  for (const [name, text] of Object.entries({ ...scripts, NOTICE: 'no script' }))
    writeFileSync(join(folder, name), text);

  const text = Object.values(scripts).join('');
  expect(await buildDigest(url)).toBe(createHash('sha256').update(text).digest('hex'));
  writeFileSync(join(folder, 'start.js'), 'changed();\n');
  expect(await buildDigest(url)).not.toBe(createHash('sha256').update(text).digest('hex'));
  expect(await buildDigest(pathToFileURL(join(folder, 'gone', 'runtime.js')).href)).toBeUndefined();
  expect(await buildDigest()).toBeUndefined();
});
