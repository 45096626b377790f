import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/observe/metrics.ts';
import { exportMetrics } from '../../src/observe/otlp.ts';

test('metrics reach a collector as OTLP, each call in one bucket', async () => {
  const received: { url: string | undefined; body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ url: request.url, body });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const metrics = createMetrics();
  metrics.record('list_notes', 'ok', 20);
  metrics.record('list_notes', 'ok', 90_000);

  await exportMetrics(`http://127.0.0.1:${port}/`, 'hello', '1.2.3', metrics).close();
  collector.close();

  expect(received[0]?.url).toBe('/v1/metrics');
  const [point] = JSON.parse(received[0]?.body ?? '').resourceMetrics[0].scopeMetrics[0].metrics[0].histogram
    .dataPoints;
  expect(point).toMatchObject({ count: '2', sum: 90.02 });
  expect(point.bucketCounts).toEqual(['0', '1', ...Array.from({ length: 10 }, () => '0'), '1']);
});

test('a collector that is not there costs nothing', async () => {
  await expect(exportMetrics('http://127.0.0.1:1', 'hello', '1.2.3', createMetrics()).close()).resolves.toBeUndefined();
});
