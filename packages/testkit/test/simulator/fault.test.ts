import { describe, expect, test } from 'vitest';
import { type Reach, transports } from './fixture.ts';

const write = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

/** The answer to a client that gives up once its request came in. */
async function callUntilItArrives({ simulator, call }: Reach): Promise<Response> {
  const client = new AbortController();
  const answer = call('/notes/1', { signal: client.signal });
  await expect.poll(() => simulator.requests.length).toBe(1);
  client.abort();
  return answer;
}

describe.each(transports)('faults %s', (_name, open) => {
  test('answer with the injected status and headers, in the vendor’s shape unless a body is given', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } } });
    reach.simulator.inject({ fault: { kind: 'status', status: 503, body: 'down' } });
    const before = reach.simulator.digest();

    const first = await reach.call('/notes', write);
    const second = await reach.call('/notes', write);

    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([
      429,
      '7',
      { error: 'status 429' },
    ]);
    expect([second.status, await second.text()]).toEqual([503, 'down']);
    expect(reach.simulator.digest()).toBe(before);
    await reach.close();
  });

  test('can fail after the work was done', async () => {
    const reach = await open();
    const before = reach.simulator.digest();
    reach.simulator.inject({ fault: { kind: 'status', status: 500, afterCommit: true } });

    const response = await reach.call('/notes', write);

    expect(response.status).toBe(500);
    expect(reach.simulator.digest()).not.toBe(before);
    await reach.close();
  });

  test('break the connection before or after the work', async () => {
    const reach = await open();
    const before = reach.simulator.digest();
    reach.simulator.inject({ fault: 'reset' });
    reach.simulator.inject({ fault: 'reset-after-commit' });

    await expect(reach.call('/notes', write)).rejects.toThrow(TypeError);
    const afterFirst = reach.simulator.digest();
    await expect(reach.call('/notes', write)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });

    expect(afterFirst).toBe(before);
    expect(reach.simulator.digest()).not.toBe(before);
    expect(reach.simulator.requests.map((request) => [request.fault, request.status])).toEqual([
      ['reset', undefined],
      ['reset-after-commit', undefined],
    ]);
    await reach.close();
  });

  test('hang until the client gives up, which the log shows', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: 'hang' });

    const answer = callUntilItArrives(reach);

    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => reach.simulator.requests[0]?.aborted).toBe(true);
    await reach.close();
  });

  test('delay the right answer', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: { kind: 'delay', milliseconds: 60 } });
    const start = performance.now();

    const response = await reach.call('/notes/1');

    expect(response.status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(50);
    expect(reach.simulator.requests[0]?.aborted).toBe(false);
    await reach.close();
  });

  test('let a delayed call be cancelled', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: { kind: 'delay', milliseconds: 5_000 } });

    const answer = callUntilItArrives(reach);

    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => reach.simulator.requests[0]?.aborted).toBe(true);
    await reach.close();
  });

  test('send a page where JSON was asked for', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: 'html' });

    const response = await reach.call('/notes/1');

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
    await expect(response.json()).rejects.toThrow(SyntaxError);
    await reach.close();
  });

  test.each(['/notes/1', '/notes'])('send half a JSON for %s, after the work', async (path) => {
    const reach = await open();
    reach.simulator.inject({ fault: 'half-json' });

    const response = await reach.call(path, path === '/notes' ? write : { method: 'DELETE' });

    expect(response.headers.get('content-type')).toContain('json');
    await expect(response.json()).rejects.toThrow(SyntaxError);
    await reach.close();
  });

  test('stall in the middle of the body until the client gives up', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: 'stalled-body' });

    const client = new AbortController();
    const response = await reach.call('/notes/1', { signal: client.signal });
    client.abort();

    await expect(response.text()).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => reach.simulator.requests[0]?.aborted).toBe(true);
    await reach.close();
  });

  test('drip the body, complete in the end', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: { kind: 'slow-body', everyMilliseconds: 2 } });
    const start = performance.now();

    const response = await reach.call('/notes/1');

    expect(await response.json()).toEqual({ id: '1', text: 'milk' });
    expect(performance.now() - start).toBeGreaterThan(20);
    await reach.close();
  });

  test('declare gzip that is none, which breaks on reading', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: 'wrong-gzip' });

    const response = await reach.call('/notes/1');

    await expect(response.text()).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' });
    await reach.close();
  });

  test('send an answer of the size asked for', async () => {
    const reach = await open();
    reach.simulator.inject({ fault: { kind: 'huge-body', bytes: 1_000_000 } });

    const response = await reach.call('/notes/1');

    expect((await response.text()).length).toBeGreaterThan(1_000_000);
    await reach.close();
  });

  test('redirect once to a place that answers, or for ever', async () => {
    const reach = await open();
    reach.simulator.inject({ match: { path: '/notes/9' }, fault: { kind: 'redirect', location: '/notes/1' } });

    const followed = await reach.call('/notes/9');
    const body: unknown = await followed.json();
    reach.simulator.inject({ times: Number.POSITIVE_INFINITY, fault: 'redirect' });
    const manual = await reach.call('/notes/1', { redirect: 'manual' });

    expect(body).toEqual({ id: '1', text: 'milk' });
    expect(manual.status).toBe(302);
    await expect(reach.call('/notes/1')).rejects.toThrow(TypeError);
    expect(reach.simulator.requests.length).toBeGreaterThan(20);
    await reach.close();
  });

  test('strike only the requests that match, as often as asked, after as many as asked', async () => {
    const reach = await open();
    reach.simulator.inject({
      match: { method: 'GET', path: '/notes/{id}', except: /count$/ },
      after: 1,
      times: 2,
      fault: 'status',
    });

    const statuses: number[] = [];
    for (const path of ['/notes/count', '/notes/1', '/notes/1', '/notes/1', '/notes/1']) {
      statuses.push((await reach.call(path)).status);
    }

    expect(statuses).toEqual([200, 200, 500, 500, 200]);
    await reach.close();
  });

  test('can be taken back, and cleared', async () => {
    const reach = await open();
    const takeBack = reach.simulator.inject({ times: 5, fault: 'status' });
    takeBack();
    reach.simulator.inject({ times: 5, fault: 'status' });
    reach.simulator.clearFaults();

    const response = await reach.call('/notes/1');

    expect(response.status).toBe(200);
    await reach.close();
  });
});
