import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, test } from 'vitest';
import { login } from '../../src/credentials/oauth/login.ts';
import { listenForCallback } from '../../src/credentials/oauth/loopback-callback.ts';
import { defineOAuth, type OAuth } from '../../src/credentials/oauth/oauth.ts';
import { openBrowser } from '../../src/credentials/oauth/open-browser.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'credentials-hostile-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const key = { vendor: 'acme', tenant: 'default', principal: 'ana' };
const acme: OAuth = {
  vendor: 'acme',
  system: 'Acme',
  flow: 'code',
  authorizeUrl: 'https://acme.example/authorize',
  tokenUrl: 'https://acme.example/token',
  scopes: ['read'],
  clientAuth: 'none',
  refresh: 'N',
};

/** A login that waits for its callback, with a vendor that grants every code it is sent. */
async function beginLogin(changes: Partial<OAuth> = {}, exchanging: Promise<void> = Promise.resolve()) {
  const sent: URLSearchParams[] = [];
  const opened = Promise.withResolvers<URL>();
  const abort = new AbortController();
  const store = createTokenStore(mkdtempSync(join(scratch, 'home-')), { BIZMCP_KEY_PLACE: 'file' });
  const result = login(defineOAuth({ ...acme, ...changes }), {
    store,
    key,
    client: { id: 'app' },
    show: () => {},
    signal: abort.signal,
    open: async (url) => {
      opened.resolve(new URL(url));
      return true;
    },
    fetch: async (_url, init) => {
      sent.push(new URLSearchParams(String(init?.body)));
      await exchanging;
      return Response.json({ access_token: 'access-canary', refresh_token: 'refresh-canary', expires_in: 60 });
    },
  });
  result.catch(() => {});
  const url = await opened.promise;
  const redirect = new URL(url.searchParams.get('redirect_uri') ?? '');
  const callback = (parameters: Record<string, string>) => {
    const target = new URL(redirect);
    for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
    return `${target.pathname}${target.search}`;
  };
  return { result, sent, store, url, redirect, abort, callback, state: url.searchParams.get('state') ?? '' };
}

/** Sends a request with any path and headers, as a browser under attack or another program would. */
function send(redirect: URL, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; text: string; headers: unknown }>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: redirect.port, path, agent: false, ...options }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    outgoing.on('error', reject).end();
  });
}

describe('the address that a person is sent to', () => {
  test('asks for a code with PKCE S256, a state and a port of this machine alone', async () => {
    const { url, redirect, abort, result } = await beginLogin();

    assert.equal(`${url.origin}${url.pathname}`, 'https://acme.example/authorize');
    assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(url.searchParams.get('code_challenge')?.length, 43);
    assert.equal(url.searchParams.get('state')?.length, 43);
    assert.match(redirect.href, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    abort.abort();
    await assert.rejects(result, { code: 'timeout' });
  });
});

describe('the listener of a login', () => {
  test('answers nothing but the one right request, and never with a token', async () => {
    const { result, sent, redirect, callback, state } = await beginLogin();
    const good = callback({ code: 'the-code', state });
    const attempts: [string, { method?: string; headers?: Record<string, string> }?][] = [
      ['/'],
      ['/token'],
      ['/callback/../token'],
      ['/callback'],
      [`http://evil.example${good}`],
      [`//${redirect.host}${good}`],
      [callback({ code: 'the-code', state: 'x'.repeat(43) })],
      [callback({ code: 'the-code', state: `${state}x` })],
      [callback({ code: 'the-code' })],
      [`${good}&state=${state}`],
      [`${good}&code=another`],
      [good, { method: 'POST' }],
      [good, { method: 'HEAD' }],
      [good, { headers: { host: 'evil.example' } }],
      [good, { headers: { host: `localhost:${redirect.port}` } }],
      [good, { headers: { origin: 'https://evil.example' } }],
      [good, { headers: { origin: 'null' } }],
    ];

    for (const [path, options] of attempts) {
      const answer = await send(redirect, path, options);
      assert.equal(answer.status, 404, JSON.stringify([path, options]));
      assert.doesNotMatch(`${answer.text}${JSON.stringify(answer.headers)}`, /canary|the-code|access-control/);
    }
    assert.equal(sent.length, 0);
    const right = await send(redirect, good);
    const brought = await result;

    assert.equal(right.status, 200);
    assert.doesNotMatch(right.text, /canary|the-code/);
    assert.doesNotMatch(JSON.stringify(brought), /canary/);
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.get('code'), 'the-code');
    assert.equal(sent[0]?.get('code_verifier')?.length, 64);
  });

  test('says on a port that is taken that another login may be waiting there, and leaves that one alone', async () => {
    const { result, redirect, callback, state } = await beginLogin();

    const second = listenForCallback({
      ...acme,
      redirect: { host: 'localhost', port: Number(redirect.port), path: '/callback' },
    });

    await assert.rejects(second, { code: 'unavailable', message: /another login.*Finish or end it/ });
    assert.equal((await send(redirect, callback({ code: 'the-code', state }))).status, 200);
    await result;
  });

  test('is closed after the first right answer: the same one again reaches nobody', async () => {
    const exchange = Promise.withResolvers<void>();
    const { result, sent, redirect, callback, state } = await beginLogin({}, exchange.promise);
    const good = callback({ code: 'the-code', state });

    const answers = await Promise.allSettled([send(redirect, good), send(redirect, good), send(redirect, good)]);
    await assert.rejects(send(redirect, good), { code: 'ECONNREFUSED' });
    exchange.resolve();
    await result;

    assert.equal(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.status === 200).length, 1);
    assert.equal(sent.length, 1);
  });

  test('takes a code from the right issuer only', async () => {
    for (const iss of [undefined, 'https://evil.example']) {
      const { result, sent, store, redirect, callback, state } = await beginLogin({ issuer: 'https://acme.example' });

      await send(redirect, callback({ code: 'the-code', state, ...(iss && { iss }) }));

      await assert.rejects(result, { code: 'unauthenticated', message: /not from Acme/ });
      assert.equal(sent.length, 0);
      assert.equal(await store.read(key), undefined);
    }
  });

  test('keeps what the vendor adds to the callback, and tells a refusal without quoting it', async () => {
    const kept = await beginLogin({ keeps: ['realmId'] });
    await send(kept.redirect, kept.callback({ code: 'the-code', state: kept.state, realmId: '42', other: 'no' }));
    const denied = await beginLogin();
    const description = '<b>call 555</b>';
    await send(
      denied.redirect,
      denied.callback({ error: 'access_denied', error_description: description, state: denied.state }),
    );

    assert.deepEqual((await kept.result).details, { realmId: '42' });
    await assert.rejects(denied.result, { code: 'unauthenticated', message: /access was denied there/ });
  });
});

describe('the opener', () => {
  const hostile = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    '$(calc)',
    'https://$(calc).example/',
    '-flag',
    '--new-window',
    'a&b',
    'a & calc.exe',
    'https://evil.example/authorize',
    'https://acme.example.evil.example/authorize',
    'https://acme.example@evil.example/authorize',
    'https://user:password@acme.example/authorize',
    'http://acme.example/authorize',
    'https://acme.example:8443/authorize',
    'vbscript:x',
    'data:text/html,x',
    '\\\\evil\\share',
    '',
  ];

  test('starts no program for a hostile address, and one with one argument for a good one', async () => {
    const bin = mkdtempSync(join(scratch, 'bin-'));
    const record = join(bin, 'opened');
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s|' "$#" "$@" >> '${record}'\n`);
    chmodSync(join(bin, 'xdg-open'), 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${bin}:${path}`;
    try {
      for (const url of hostile) await assert.rejects(openBrowser(url, acme, 'linux'), { code: 'bad_answer' }, url);
      assert.equal(existsSync(record), false);

      assert.equal(await openBrowser('https://acme.example/authorize?a=$(calc)&b=`id`;"x"', acme, 'linux'), true);
      for (let tries = 0; tries < 200 && !existsSync(record); tries += 1) await delay(20);
      await delay(50);
    } finally {
      process.env.PATH = path;
    }

    assert.equal(readFileSync(record, 'utf8'), '1|https://acme.example/authorize?a=$(calc)&b=`id`;%22x%22|');
    assert.deepEqual(readdirSync(bin).sort(), ['opened', 'xdg-open']);
  });

  test('says when it could open nothing, so that the person does', async () => {
    const path = process.env.PATH;
    process.env.PATH = scratch;
    const opened = await openBrowser('https://acme.example/authorize', acme, 'linux').finally(() => {
      process.env.PATH = path;
    });

    assert.equal(opened, false);
  });

  test('a description that leads astray is refused when it is written', () => {
    for (const url of ['http://acme.example/token', 'https://user:password@acme.example/token', 'acme']) {
      assert.throws(() => defineOAuth({ ...acme, tokenUrl: url }), TypeError);
    }
    const { authorizeUrl: _, ...without } = acme;
    assert.throws(() => defineOAuth(without), /authorizeUrl is missing/);
  });
});
