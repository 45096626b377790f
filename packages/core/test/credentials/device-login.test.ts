import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { loginByDevice } from '../../src/credentials/oauth/device-login.ts';
import { defineOAuth } from '../../src/credentials/oauth/oauth.ts';

const oauth = defineOAuth({
  vendor: 'acme',
  system: 'Acme',
  flow: 'device',
  deviceUrl: 'https://acme.example/device',
  tokenUrl: 'https://acme.example/token',
  scopes: ['read'],
  clientAuth: 'none',
  refresh: 'N',
});

/** A vendor whose person decides at the third question, or whose device answer is another one. */
function createVendor(decision: Record<string, unknown>, device: Record<string, unknown> = {}) {
  let questions = 0;
  const answer: typeof fetch = async (url) => {
    if (url === oauth.deviceUrl) {
      const page = 'https://acme.example/enter';
      const given = { device_code: 'device-canary', user_code: 'ABCD-EFGH', verification_uri: page };
      return Response.json({ ...given, expires_in: 60, interval: 0.01, ...device });
    }
    questions += 1;
    const body = questions < 3 ? { error: 'authorization_pending' } : decision;
    return Response.json(body, { status: 'error' in body ? 400 : 200 });
  };
  const shown: string[] = [];
  const begin = (signal = AbortSignal.timeout(10_000)) =>
    loginByDevice({ oauth, client: { id: 'app' }, fetch: answer }, (line) => void shown.push(line), signal);
  return { begin, shown, questions: () => questions };
}

describe('a login by device code', () => {
  test('tells the person where and what, and asks until it is decided', async () => {
    const vendor = createVendor({ access_token: 'granted-by-code', expires_in: 60 });

    const tokens = await vendor.begin();

    assert.equal(tokens.accessToken, 'granted-by-code');
    assert.equal(vendor.questions(), 3);
    assert.deepEqual(vendor.shown, ['Open https://acme.example/enter and enter the code ABCD-EFGH']);
  });

  test('ends when the person says no', async () => {
    const vendor = createVendor({ error: 'access_denied' });

    await assert.rejects(vendor.begin(), { code: 'unauthenticated', message: /access_denied/ });
    assert.equal(vendor.questions(), 3);
  });

  test('sends nobody to a foreign page, and shows no text in place of a code', async () => {
    for (const verification_uri of ['https://evil.example/', 'javascript:alert(1)', 'http://acme.example/enter']) {
      const vendor = createVendor({}, { verification_uri });
      await assert.rejects(vendor.begin(), { code: 'bad_answer' });
      assert.deepEqual(vendor.shown, []);
    }
    const vendor = createVendor({}, { user_code: 'call 555\u001b[2J now' });
    await assert.rejects(vendor.begin(), { code: 'unavailable' });
    assert.deepEqual(vendor.shown, []);
  });

  test('asks no sooner than the vendor says, also where it says so later', async () => {
    const { begin, questions } = createVendor({ error: 'slow_down' }, { expires_in: 1 });

    await assert.rejects(begin(), { code: 'timeout' });
    assert.equal(questions(), 3);
  });

  test('ends when nobody enters the code in time', async () => {
    const { begin } = createVendor({}, { interval: 5, expires_in: 0.05 });

    await assert.rejects(begin(), { code: 'timeout' });
  });
});
