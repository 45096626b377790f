import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileAuditLog } from '../src/audit/audit-log.ts';
import { verifyAuditTrail } from '../src/audit/reading/verify.ts';

/** One figure of a benchmark. */
interface Figure {
  name: string;
  unit: string;
  value: number;
  note?: string;
}

const seconds = 2;

/** Speed of the audit trail: records a second beside what the disk can sync, and the speed of its verification. */
export async function run(): Promise<Figure[]> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-audit-bench-'));
  try {
    const folder = join(home, 'audit');
    const figures = [await syncFloor(home)];
    for (const callers of [1, 16, 64]) figures.push(await recordsWith(folder, callers));
    return [...figures, await verifying(folder)];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What a trail without group commit could do at most: one write and one sync for each record. */
async function syncFloor(home: string): Promise<Figure> {
  const file = await open(join(home, 'floor'), 'ax');
  const line = Buffer.alloc(800, 'x');
  const syncs = await countFor(1, async () => {
    await file.write(line);
    await file.datasync();
  });
  await file.close();
  return { name: 'audit: fdatasync floor', unit: 'syncs/s', value: syncs };
}

async function recordsWith(folder: string, callers: number): Promise<Figure> {
  const log = createFileAuditLog(folder, 'bench');
  const subject = {
    name: 'list_notes',
    effect: 'read',
    class: 'internal',
    scopes: ['notes:read'],
    principal: { name: 'bench', role: 'agent_executor' },
    client: { name: 'bench', version: '1' },
    arguments: { names: ['contains', 'limit'], unknown: 0, digest: log.digest('{"contains":"rent","limit":10}') },
  };
  const records = await countFor(callers, () => log.append({ event: 'note.listed', ...subject }));
  await log.close();
  return {
    name: `audit: records with ${callers} callers`,
    unit: 'records/s',
    value: records,
    note: 'each on the disk',
  };
}

async function verifying(folder: string): Promise<Figure> {
  const begun = performance.now();
  const { records, exitCode } = await verifyAuditTrail(folder);
  if (exitCode !== 0) throw new Error('The trail of the benchmark is not intact');
  const value = Math.round(records / ((performance.now() - begun) / 1000));
  return { name: 'audit: verification', unit: 'records/s', value, note: `${records} records` };
}

/** How often a second `callers` get through together. */
async function countFor(callers: number, act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let count = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await act();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return Math.round(count / ((performance.now() - begun) / 1000));
}
