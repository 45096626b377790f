import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { createRandom } from '../serve/fixtures/random.ts';
import { snapshotOf, tamperings } from './tamperings.ts';
import { withFolder, withOpenTrail, writeCalls } from './trail.ts';

const verifier = join(import.meta.dirname, '../../../../tools/audit-verify/verify.py');

test('the independent verifier agrees on the trail as it is and on every way to spoil it', { timeout: 600_000 }, () =>
  withOpenTrail(async (folder) => {
    if (isMissing()) return;
    const trail = snapshotOf(folder);
    const pick = createRandom(7).below;
    const differing: unknown[] = [];

    for (const [name, tamper] of [...Object.entries(tamperings), ['nothing', () => undefined] as const]) {
      tamper(folder, pick);
      const own = await verifyAuditTrail(folder);
      const other = verifyIndependently(folder);
      const ending = `${own.records} records, ${own.unanchored} un-anchored`;
      if (other.status !== own.exitCode || (own.exitCode !== 1 && !other.stdout.includes(ending)))
        differing.push({ name, own, other: other.stdout + other.stderr });
      trail.restore();
    }

    expect(differing).toEqual([]);
  }),
);

test('both verifiers tell of a clock that was set back by more than a moment', () =>
  withFolder(async (folder) => {
    if (isMissing()) return;
    let time = 60_000;
    const log = createFileAuditLog(folder, 'post', { now: () => time });
    for (const then of [60_000, 58_500, 50_000, 61_000]) {
      time = then;
      await writeCalls(log, 1, `at-${then}`);
    }
    await log.close();

    const own = await verifyAuditTrail(folder);
    const other = verifyIndependently(folder);

    const problem = 'the clock was set back from 1970-01-01T00:00:58.500Z to 1970-01-01T00:00:50.000Z';
    expect(own).toMatchObject({ exitCode: 2, findings: [{ seq: 5, problem }] });
    expect(other.stdout).toMatch(/^\S+ record 5: the clock was set back\nincomplete: /);
    expect(other.status).toBe(2);
  }));

function isMissing(): boolean {
  if (spawnSync('python3', ['--version']).status === 0) return false;
  process.stderr.write('NOT CHECKED: python3 is missing, so the independent audit verifier did not run.\n');
  return true;
}

function verifyIndependently(folder: string) {
  return spawnSync('python3', [verifier, folder], { encoding: 'utf8' });
}
