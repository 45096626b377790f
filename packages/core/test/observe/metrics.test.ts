import { mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { alertsOf } from '../../src/observe/alerts.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { readMetricsAddress, serveMetrics } from '../../src/observe/metrics-endpoint.ts';
import { prometheusText } from '../../src/observe/prometheus.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function ask(options: object): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    request({ path: '/metrics', ...options }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });
}

test('a histogram counts each call in every bucket that it fits', () => {
  const metrics = createMetrics();
  metrics.record('list_notes', 'ok', 20);
  metrics.record('list_notes', 'timeout', 4000);

  const text = prometheusText('hello', metrics);

  expect(text).toContain('bizmcp_calls_total{server="hello",tool="list_notes",status="timeout"} 1');
  expect(text).toContain('bizmcp_call_seconds_bucket{server="hello",tool="list_notes",le="0.01"} 0');
  expect(text).toContain('bizmcp_call_seconds_bucket{server="hello",tool="list_notes",le="0.025"} 1');
  expect(text).toContain('bizmcp_call_seconds_bucket{server="hello",tool="list_notes",le="5"} 2');
  expect(text).toContain('bizmcp_call_seconds_sum{server="hello",tool="list_notes"} 4.02');
});

test('refusals raise no alert, failures above one in twenty do', () => {
  const metrics = createMetrics();
  for (let count = 0; count < 94; count += 1) metrics.record('list_notes', count % 2 ? 'ok' : 'forbidden', 5);
  for (let count = 0; count < 4; count += 1) metrics.record('list_notes', 'unavailable', 5);
  expect(alertsOf(metrics)).toEqual([]);

  for (let count = 0; count < 2; count += 1) metrics.record('list_notes', 'unavailable', 5);

  expect(alertsOf(metrics)).toMatchObject([{ rule: 'error_rate' }]);
});

test('a mean above five seconds raises an alert', () => {
  const metrics = createMetrics();
  for (let count = 0; count < 20; count += 1) metrics.record('get_report', 'ok', 5100);

  expect(alertsOf(metrics)).toMatchObject([{ rule: 'mean_latency' }]);
});

/** A server that is called each minute, with so many MB in each of them. */
function watched(minutes: number, megabytes: (minute: number) => number) {
  let minute = 0;
  const metrics = createMetrics(
    () => minute * 60_000,
    () => megabytes(minute) * 1e6,
  );
  for (; minute <= minutes; minute += 1) metrics.record('get_note', 'ok', 5);
  return alertsOf(metrics);
}

test('memory that grows on and on raises an alert, what loads at the first calls or comes and goes does not', () => {
  const isLoaded = (minute: number) => (minute < 10 ? 60 + minute * 9 : 150);

  expect(watched(13, isLoaded)).toEqual([]);
  expect(watched(180, isLoaded)).toEqual([]);
  expect(watched(180, (minute) => isLoaded(minute) + (minute % 5) * 20)).toEqual([]);
  expect(watched(180, (minute) => isLoaded(minute) + (minute % 5) * 20 + minute)).toMatchObject([
    { rule: 'memory_slope', message: expect.stringMatching(/^Memory grows by [34]\d % an hour$/) },
  ]);
});

test('metrics are served on a unix socket', async () => {
  const socket = join(mkdtempSync(join(tmpdir(), 'bizmcp-metrics-')), 'metrics.sock');
  const address = readMetricsAddress(`unix:${socket}`, undefined);
  const { close } = await serveMetrics(address, () => 'up 1\n');
  closers.push(close);

  expect(await ask({ socketPath: socket })).toEqual({ status: 200, text: 'up 1\n' });
  expect((await ask({ socketPath: socket, path: '/' })).status).toBe(404);
});

test('metrics on a port need the token and a local host, and no page of a browser gets them', async () => {
  const token = 'a-token-of-sixteen';
  const { port, close } = await serveMetrics({ port: 0, token }, () => 'up 1\n');
  closers.push(close);
  const authorization = `Bearer ${token}`;
  const at = (headers: object) => ask({ host: '127.0.0.1', port, headers });

  expect((await at({ authorization })).status).toBe(200);
  expect((await at({})).status).toBe(401);
  expect((await at({ authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await at({ authorization, host: 'evil.example' })).status).toBe(403);
  expect((await at({ authorization, origin: 'https://evil.example' })).status).toBe(403);
});

test.each([['0.0.0.0:9464'], ['evil.example:80'], ['9464'], ['unix:relative']])(
  'the address %s is refused',
  (address) => {
    expect(() => readMetricsAddress(address, 'a-token-of-sixteen')).toThrow('BIZMCP_METRICS takes');
  },
);

test('a port without a token is refused', () => {
  expect(() => readMetricsAddress('127.0.0.1:9464', undefined)).toThrow('BIZMCP_METRICS_TOKEN');
});
