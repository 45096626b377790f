import { describe, expect, test } from 'vitest';
import { createManualClock, createSimulator, route } from '../../src/simulator/index.ts';
import { createNotesVendor, transports } from './fixture.ts';

const json = { 'content-type': 'application/json' };

describe.each(transports)('a simulator %s', (_name, open) => {
  test('answers from its state and changes it', async () => {
    const reach = await open();

    const created = await reach.call('/notes', { method: 'POST', headers: json, body: '{"text":"tea"}' });
    const read = await reach.call('/notes/2');

    expect(created.status).toBe(201);
    expect(await read.json()).toEqual({ id: '2', text: '{"text":"tea"}' });
    await reach.close();
  });

  test('takes parameters of any name', async () => {
    const reach = await open();

    const response = await reach.call('/notes/1?toString=1&__proto__=2&constructor=3');

    expect(response.status).toBe(200);
    await reach.close();
  });

  test('sends a status without a body as it is', async () => {
    const reach = await open();

    const response = await reach.call('/notes/1', { method: 'DELETE' });

    expect([response.status, await response.text()]).toEqual([204, '']);
    await reach.close();
  });

  test('prefers a literal path to a parameter, ignores a trailing slash and decodes parameters', async () => {
    const reach = await open();

    const count = await reach.call('/notes/count/');
    const unknown = await reach.call('/notes/a%2Fb');
    const body: unknown = await count.json();

    expect(body).toEqual({ count: 1 });
    expect(unknown.status).toBe(404);
    await reach.close();
  });

  test('answers unknown paths and wrong methods in the vendor’s own words', async () => {
    const reach = await open();

    const unknown = await reach.call('/elsewhere');
    const wrongMethod = await reach.call('/notes/1', { method: 'PUT' });

    expect([unknown.status, await unknown.json()]).toEqual([404, { error: 'status 404' }]);
    expect([wrongMethod.status, wrongMethod.headers.get('x-vendor')]).toEqual([405, 'notes']);
    await reach.close();
  });

  test('logs what was on the wire, with the authorization', async () => {
    const reach = await open();

    await reach.call('/notes?tag=a&tag=b', {
      method: 'POST',
      headers: { ...json, authorization: 'Bearer canary' },
      body: '{}',
    });

    expect(reach.simulator.requests).toMatchObject([
      {
        sequence: 1,
        method: 'POST',
        path: '/notes',
        query: { tag: ['a', 'b'] },
        body: '{}',
        status: 201,
        answer: '{"id":"2"}',
      },
    ]);
    expect(reach.simulator.requests[0]?.headers.authorization).toBe('Bearer canary');
    await reach.close();
  });

  test('has a digest that reads keep and writes change, and that a reset brings back', async () => {
    const reach = await open();
    const before = reach.simulator.digest();

    await reach.call('/notes/1');
    const afterRead = reach.simulator.digest();
    await reach.call('/notes', { method: 'POST', headers: json, body: '{}' });
    const afterWrite = reach.simulator.digest();
    reach.simulator.reset();

    expect(afterRead).toBe(before);
    expect(afterWrite).not.toBe(before);
    expect(reach.simulator.digest()).toBe(before);
    expect(reach.simulator.requests).toHaveLength(0);
    await reach.close();
  });
});

test.each([
  ['/accounts/{sid}.json', '/accounts/AC7.json', { sid: 'AC7' }],
  ['/accounts/{sid}', '/accounts/AC7.csv', { sid: 'AC7.csv' }],
  ['/compare/{base}...{head}', '/compare/v1.0...main', { base: 'v1.0', head: 'main' }],
  ['/payments/{id}:cancel', '/payments/7%3Acancel', { id: '7' }],
  ['/projects/{slug}/', '/projects/b%C3%BCro/', { slug: 'büro' }],
  ['/$metadata', '/%24metadata', {}],
])('a simulator finds %s by %s', async (path, sent, expected) => {
  const simulator = createSimulator({
    name: 'odd',
    seed: () => ({}),
    refuse: (status) => ({ status }),
    routes: [
      route('GET', '/accounts/{sid}', ({ parameter }) => ({ status: 200, body: { sid: parameter('sid') } })),
      {
        method: 'GET',
        path,
        handle: ({ parameter }) => ({
          status: 200,
          body: Object.fromEntries(Object.keys(expected).map((name) => [name, parameter(name)])),
        }),
      },
    ],
  });

  const answer = await simulator.fetch(`https://odd.example${sent}`);

  expect(await answer.json()).toEqual(expected);
});

test('a simulator gives the same address when it is started twice, and can be stopped twice', async () => {
  const simulator = createNotesVendor();

  const first = await simulator.start();
  const second = await simulator.start();

  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second).toEqual(first);
  await simulator.stop();
  await simulator.stop();
  await expect(fetch(first.url)).rejects.toThrow(TypeError);
});

test('a simulator reads the time from the clock that it was given', async () => {
  const clock = createManualClock(1_000);
  const simulator = createNotesVendor(clock);

  clock.advance(500);
  await simulator.fetch('http://notes.example/notes/1');

  expect(simulator.requests[0]?.at).toBe(1_500);
});

test('a simulator does not answer a request that was aborted before it was sent', async () => {
  const simulator = createNotesVendor();

  const answer = simulator.fetch('http://notes.example/notes/1', { signal: AbortSignal.abort(new Error('gone')) });

  await expect(answer).rejects.toThrow('gone');
  expect(simulator.requests).toHaveLength(0);
});

test('the log of a simulator that is asked very often keeps the last thousands of requests', async () => {
  const simulator = createNotesVendor();

  for (let count = 0; count < 9000; count += 1) await simulator.fetch('http://notes.example/notes/count');

  expect(simulator.requests.length).toBeLessThan(4000);
  expect(simulator.requests.length).toBeGreaterThan(1000);
  expect(simulator.requests.at(-1)?.sequence).toBe(9000);
});
