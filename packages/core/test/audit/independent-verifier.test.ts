import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyAuditTrail } from '../../src/audit/verify.ts';
import { createRandom } from '../serve/fixtures/random.ts';
import { snapshotOf, tamperings } from './tamperings.ts';
import { withOpenTrail } from './trail.ts';

const python = spawnSync('python3', ['--version']).status === 0;
const verifier = join(import.meta.dirname, '../../../../tools/audit-verify/verify.py');

test('the independent verifier agrees on the trail as it is and on every way to spoil it', { timeout: 600_000 }, () =>
  withOpenTrail(async (folder) => {
    if (!python) {
      process.stderr.write('NOT CHECKED: python3 is missing, so the independent audit verifier did not run.\n');
      return;
    }
    const trail = snapshotOf(folder);
    const pick = createRandom(7).below;
    const differing: unknown[] = [];

    for (const [name, tamper] of [...Object.entries(tamperings), ['nothing', () => undefined] as const]) {
      tamper(folder, pick);
      const own = await verifyAuditTrail(folder);
      const other = spawnSync('python3', [verifier, folder], { encoding: 'utf8' });
      const ending = `${own.records} records, ${own.unanchored} un-anchored`;
      if (other.status !== own.exitCode || (own.exitCode !== 1 && !other.stdout.includes(ending)))
        differing.push({ name, own, other: other.stdout + other.stderr });
      trail.restore();
    }

    expect(differing).toEqual([]);
  }),
);
