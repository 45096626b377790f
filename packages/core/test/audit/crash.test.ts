import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keysFolder } from '../../src/audit/audit-keys.ts';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { keepHold, readHolds } from '../../src/audit/holds.ts';
import { readNotes, readSettled } from '../../src/audit/ledger.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { createRandom } from '../serve/fixtures/random.ts';
import { withFolder, writeTrail } from './trail.ts';

const kills = process.env.BIZMCP_NIGHTLY === '1' ? 1_000 : 30;
const together = 6;
const writer = fileURLToPath(new URL('./fixtures/writer-process.ts', import.meta.url));

/** Runs a writer until its end, or until it is killed some milliseconds after its first record. Resolves with what it told. */
function runWriter(command: string[], killAfter?: number): Promise<string[]> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  let isCounting = false;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (isCounting || killAfter === undefined) return;
      isCounting = true;
      setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.on('error', reject);
    child.on('close', () => resolve(told.split('\n').slice(0, -1)));
  });
}

function storedIn(folder: string): { text: string; has(line: string): boolean } {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  const known = new Set(
    [...text.matchAll(/"corr":"([^"]+)".*?"ev":"tool\.(\w+)"/g)].map(([, call, phase]) => `${phase} ${call}`),
  );
  return { text, has: (line) => known.has(line.replace('acked ', '')) };
}

/** Lets a process that comes later look after what others have left. */
async function comeLater(folder: string): Promise<void> {
  const log = createFileAuditLog(folder, 'post');
  await log.append({ event: 'awake' });
  // Another process settles at its first record, and each segment once.
  const settled = async () => (await readSettled(folder)).size;
  const left = readdirSync(folder).filter((name) => name.endsWith('.jsonl')).length - 1;
  await expect.poll(settled, { timeout: 60_000 + left * 300 }).toBe(left);
  await log.close();
}

test(
  `${kills} processes are killed while they write: no acknowledged record is lost and no chain breaks`,
  { timeout: 1_800_000 },
  () =>
    withFolder(async (folder) => {
      const random = createRandom(3);
      const told: string[] = [];
      for (let round = 0; round < kills / together; round += 1) {
        const runs = Array.from({ length: together }, (_, index) =>
          runWriter([process.execPath, writer, folder, `${round}-${index}`], random.below(40)),
        );
        told.push(...(await Promise.all(runs)).flat());
      }
      await comeLater(folder);

      const stored = storedIn(folder);
      const acked = told.filter((line) => line.startsWith('acked'));
      if (kills > 100) process.stderr.write(`${kills} kills, ${acked.length} records acknowledged\n`);

      expect(acked.length).toBeGreaterThan(kills);
      expect(acked.filter((line) => !stored.has(line))).toEqual([]);
      expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [], unanchored: 0 });
      expect(stored.text.match(/"ev":"segment.recovered"/g)?.length).toBeGreaterThanOrEqual(kills);
      expect(stored.text).toContain('"code":"process_ended","status":"unknown"');
    }),
);

test('files that may not grow are given up and no acknowledged record is lost', () =>
  withFolder(async (folder) => {
    const limited = [
      'bash',
      '-c',
      'ulimit -f 24; exec "$@"',
      'bash',
      process.execPath,
      writer,
      folder,
      'full',
      '3',
      '60',
    ];

    const told = await runWriter(limited);

    const stored = storedIn(folder);
    const acked = told.filter((line) => line.startsWith('acked'));
    expect(told.filter((line) => line.startsWith('refused')).length).toBeGreaterThan(0);
    expect(acked.length).toBeGreaterThan(20);
    expect(acked.filter((line) => !stored.has(line))).toEqual([]);
    expect(stored.text).toContain('"reason":"EFBIG"');
    expect((await verifyAuditTrail(folder)).findings.filter(({ level }) => level === 'tampered')).toEqual([]);
  }));

test.each(['anchors.log', 'settled.log', 'holds.log'])('what a crash tore in %s takes nothing else with it', (file) =>
  withFolder(async (folder) => {
    const by = { by: 'ana', at: '2026-11-21T10:00:00.000Z' };
    const path = join(keysFolder(folder), file);
    await writeTrail(folder, 1, 4);
    await keepHold(folder, 'hold', { name: 'case 1', ...by });
    await keepHold(folder, 'hold', { name: 'case 2', ...by });
    const whole = readFileSync(path, 'utf8').trimEnd();

    for (const lost of [1, 20, 70]) {
      writeFileSync(path, whole.slice(0, -lost));
      await writeTrail(folder, 1, 4);
      await keepHold(folder, 'release', { name: 'case 1', ...by });

      const newest = readdirSync(folder).sort().at(-1)?.replace('.jsonl', '') ?? '';
      const notes = await readNotes(folder);
      const holds = await readHolds(folder);
      expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
      expect(notes.filter((note) => note.startsWith(`bizmcp-audit/${newest}\n`))).not.toEqual([]);
      expect((await readSettled(folder)).has(newest)).toBe(true);
      expect(holds.map(({ name }) => name)).not.toContain('case 1');
    }
  }),
);
