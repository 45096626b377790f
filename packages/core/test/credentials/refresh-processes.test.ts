import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, test } from 'vitest';
import type { RefreshClass } from '../../src/credentials/oauth/oauth.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';
import { withoutSecrets } from '../../src/masking/known-secrets.ts';
import { startRotatingVendor } from './rotating-vendor.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-processes-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const isNightly = process.env.BIZMCP_NIGHTLY === '1';
const processes = 8;
const refreshesEach = isNightly ? 1000 : 8;
const kills = isNightly ? 100 : 4;
/** The strictest class stands for all by day; each process of these tests takes a while to start. */
const classes: readonly RefreshClass[] = isNightly ? ['S', 'G', 'N'] : ['S'];
const forgivingClasses: readonly RefreshClass[] = isNightly ? ['G', 'N'] : ['G'];
const timeout = isNightly ? 3_600_000 : 60_000;

const key = { vendor: 'acme', tenant: 'default', principal: 'ana' };

type Vendor = Awaited<ReturnType<typeof startRotatingVendor>>;

/** Starts one server process; it resolves when the process is over, however that came. */
function startWorker(home: string, vendor: Vendor, refresh: RefreshClass, count: number) {
  const file = fileURLToPath(new URL('./refresh-worker.ts', import.meta.url));
  const args = [file, home, vendor.tokenUrl, vendor.firstRefreshToken, refresh, String(count)];
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const hasBegun = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk) => {
    output += chunk;
    hasBegun.resolve();
  });
  const over = new Promise<{ failure: string | undefined; isKilled: boolean }>((resolve) => {
    child.on('close', (_code, signal) => {
      hasBegun.resolve();
      resolve({ failure: /^failed (.*)$/m.exec(output)?.[1], isKilled: signal === 'SIGKILL' });
    });
  });
  return { child, over, begun: hasBegun.promise };
}

/** Kills workers while they refresh, some in the middle of a request, as often as told or until one says it can't go on. */
async function killWhileRefreshing(home: string, vendor: Vendor, refresh: RefreshClass) {
  const failures: string[] = [];
  let killed = 0;
  while (killed < kills && failures.length === 0) {
    const pair = [1, 2].map(() => startWorker(home, vendor, refresh, 1_000_000));
    await Promise.all(pair.map((worker) => worker.begun));
    await delay(Math.random() * 60);
    for (const worker of pair) worker.child.kill('SIGKILL');
    for (const { failure, isKilled } of await Promise.all(pair.map((worker) => worker.over))) {
      if (isKilled) killed += 1;
      if (failure !== undefined) failures.push(failure);
    }
  }
  return { killed, failures };
}

describe('processes that share one grant', () => {
  test.each(classes)('class %s: refresh side by side without one reuse', { timeout }, async (refresh) => {
    const vendor = await startRotatingVendor({ refresh, graceMilliseconds: 0, answerMilliseconds: 2 });
    const home = mkdtempSync(join(scratch, 'home-'));

    const workers = Array.from({ length: processes }, () => startWorker(home, vendor, refresh, refreshesEach));
    const ends = await Promise.all(workers.map((worker) => worker.over));
    vendor.close();

    assert.deepEqual(
      ends.map((end) => end.failure),
      Array.from({ length: processes }, () => undefined),
    );
    const kept = await createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }).read(key);
    // Read from the disk, never seen by this process before: it stays out of every log all the same.
    assert.equal(withoutSecrets(`${kept?.accessToken} ${kept?.refreshToken}`), '[secret] [secret]');
    assert.deepEqual(vendor.counts, { rotated: processes * refreshesEach, reused: 0, replayed: 0 });
    assert.equal(vendor.isEnded(), false);
  });

  test.each(forgivingClasses)('class %s: processes killed in the middle lose nothing', { timeout }, async (refresh) => {
    const vendor = await startRotatingVendor({ refresh, graceMilliseconds: 600_000, answerMilliseconds: 30 });
    const home = mkdtempSync(join(scratch, 'home-'));

    const { killed, failures } = await killWhileRefreshing(home, vendor, refresh);
    const after = await startWorker(home, vendor, refresh, 2).over;
    vendor.close();

    assert.equal(killed >= kills, true);
    assert.deepEqual(failures, []);
    assert.equal(after.failure, undefined);
    assert.equal(vendor.counts.reused, 0);
  });

  test('class S: a process killed in the middle leaves a clear demand to reconnect, or nothing at all', {
    timeout,
  }, async () => {
    const vendor = await startRotatingVendor({ refresh: 'S', answerMilliseconds: 30 });
    const home = mkdtempSync(join(scratch, 'home-'));

    const { failures } = await killWhileRefreshing(home, vendor, 'S');
    const after = await startWorker(home, vendor, 'S', 2).over;
    vendor.close();

    const told = [...failures, ...(after.failure === undefined ? [] : [after.failure])];
    for (const failure of told) {
      assert.match(
        failure,
        /^unauthenticated The login is dead: a renewal of the access to Acme was interrupted.*--login/,
      );
    }
    // One try with the token that may be used up, and no more.
    assert.equal(vendor.counts.reused, told.length > 0 ? 1 : 0);
    assert.equal(vendor.isEnded(), told.length > 0);
  });
});
