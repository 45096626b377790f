import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedPost, postGuarded } from '../../src/http/guarded-post.ts';
import { isLoopbackAddress, isPublicAddress } from '../../src/http/public-address.ts';

const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function receiver(status = 200, headers: Record<string, string> = {}) {
  const received: { body: string; request: IncomingMessage }[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      received.push({ body: Buffer.concat(parts).toString(), request });
      if (status > 0) response.writeHead(status, headers).end('x'.repeat(100_000));
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { received, port, connections: () => connections };
}

function request(isLoopbackAllowed: boolean) {
  return {
    headers: { 'content-type': 'application/json' },
    body: '{"ä":1}',
    isLoopbackAllowed,
    timeoutMilliseconds: 500,
    signal: new AbortController().signal,
  };
}

describe('a guarded request', () => {
  it('reaches this machine only where that is allowed', async () => {
    const { received, port } = await receiver(204);
    const url = new URL(`http://127.0.0.1:${port}/hook?a=1`);

    expect(await postGuarded(url, request(false))).toMatchObject({ kind: 'refused' });
    expect(received).toEqual([]);
    expect(await postGuarded(url, request(true))).toEqual({ kind: 'answered', status: 204 });
    expect(received[0]?.body).toBe('{"ä":1}');
    expect(received[0]?.request).toMatchObject({
      method: 'POST',
      url: '/hook?a=1',
      headers: { host: `127.0.0.1:${port}` },
    });
  });

  it('is sent to no host whose name leads to a private address, whatever the name led to before', async () => {
    const { received, port, connections } = await receiver();
    const post = createGuardedPost((_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));

    const outcome = await post(new URL(`http://hooks.example.com:${port}/`), request(false));

    expect(outcome).toEqual({ kind: 'refused', reason: 'the host leads to an address that is not public' });
    expect(connections()).toBe(0);
    expect(received).toEqual([]);
  });

  it.each(['127.1', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost'])(
    'takes %s for what it is',
    async (host) => {
      const { received, port } = await receiver();

      expect(await postGuarded(new URL(`http://${host}:${port}/`), request(false))).toMatchObject({ kind: 'refused' });
      expect(received).toEqual([]);
    },
  );

  it('is one of the web', async () => {
    const { port, connections } = await receiver();

    const outcome = await postGuarded(new URL(`ftp://127.0.0.1:${port}/`), request(true));

    expect(outcome).toEqual({ kind: 'refused', reason: 'the address is not one of the web' });
    expect(connections()).toBe(0);
  });

  it('follows no redirect', async () => {
    const target = await receiver();
    const { port } = await receiver(307, { location: `http://127.0.0.1:${target.port}/` });

    const outcome = await postGuarded(new URL(`http://127.0.0.1:${port}/`), request(true));

    expect(outcome).toEqual({ kind: 'answered', status: 307 });
    expect(target.received).toEqual([]);
  });

  it('fails in time where nobody answers, and at once where nobody listens', async () => {
    const { port } = await receiver(0);
    const closed = new URL('http://127.0.0.1:9/');

    expect(await postGuarded(new URL(`http://127.0.0.1:${port}/`), request(true))).toEqual({
      kind: 'failed',
      reason: 'no answer in time',
    });
    expect(await postGuarded(closed, request(true))).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
    const unknown = createGuardedPost((_host, _options, done) =>
      done(Object.assign(new Error(), { code: 'ENOTFOUND' }), []),
    );
    expect(await unknown(new URL('https://nowhere.example/'), request(false))).toEqual({
      kind: 'failed',
      reason: 'ENOTFOUND',
    });
  });

  it('speaks TLS where the address says so', async () => {
    const { received, port } = await receiver();

    expect(await postGuarded(new URL(`https://127.0.0.1:${port}/`), request(true))).toMatchObject({ kind: 'failed' });
    expect(received).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::',
    '',
    'localhost',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8', '2606:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('of this machine is told from others', () => {
    expect(['127.8.8.8', '::1', '::ffff:127.0.0.1', '10.0.0.1', '128.0.0.1'].map(isLoopbackAddress)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
