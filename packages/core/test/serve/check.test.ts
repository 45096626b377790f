import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { startRedis } from '../state/fixtures/engines.ts';
import { startDirectory } from './fixtures/directory-process.ts';

test('--check ends with a state in Redis, and leaves a trail that is complete', async () => {
  const redis = await startRedis();
  if ('problem' in redis) throw new Error(redis.problem);
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-check-'));
  const environment = { BIZMCP_HOME: home, BIZMCP_STATE: redis.url, DIRECTORY_URL: 'http://127.0.0.1:9' };

  const directory = startDirectory(environment, '--check');
  onTestFinished(async () => {
    directory.kill();
    await redis.stop();
    rmSync(home, { recursive: true });
  });

  expect(await directory.over).toBe(1);
  expect(directory.output.stdout).toContain('"Limits and approvals are kept"');
  expect(await verifyAuditTrail(join(home, 'audit'))).toMatchObject({ exitCode: 0, findings: [] });
});
