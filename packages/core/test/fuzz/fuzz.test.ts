import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { hostileLines } from '../serve/fixtures/hostile-lines.ts';
import { createRandom } from '../serve/fixtures/random.ts';
import { anyCall, brokenLine, type FuzzedTool, wrongCall } from './fuzzed-line.ts';
import { type FuzzedServer, ping, startFuzzedServer } from './fuzzed-server.ts';
import { JsonSchema } from './schema-value.ts';

const isNightly = process.env.BIZMCP_NIGHTLY === '1';
const mostMemory = 256 * 1024 * 1024;
const Surface = z.object({ tools: z.array(z.object({ name: z.string(), inputSchema: JsonSchema })) });

/** Calls of each server; together the 10,000 of each run and the 1,000,000 of a night. */
const calls = isNightly ? 500_000 : 5_000;

const servers = [
  { name: 'hello', args: [], settings: (url: string) => ({ HELLO_TOKEN: 'fuzz-token', HELLO_BASE_URL: url }) },
  { name: 'hubspot', args: ['--sandbox'], settings: () => ({}) },
];

function fileOf(server: string, path: string): string {
  return fileURLToPath(new URL(`../../../../servers/${server}/${path}`, import.meta.url));
}

function toolsOf(server: string): FuzzedTool[] {
  return Surface.parse(JSON.parse(readFileSync(fileOf(server, 'surface.json'), 'utf8'))).tools;
}

/** A vendor that counts who asks, and has nothing. */
async function startCountingVendor() {
  const seen = { requests: 0 };
  const vendor = createServer((request, response) => {
    seen.requests += 1;
    request.resume();
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"no_such_note"}');
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vendor.closeAllConnections();
    vendor.close();
  });
  const address = vendor.address();
  return { seen, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}

/** Seven in ten calls are wrong, two may be right, and one is no message any more. */
async function fuzz(server: FuzzedServer, tools: FuzzedTool[], afterWrong: () => Promise<void>): Promise<number> {
  const random = createRandom(20_261_121);
  for (let count = 0; count < calls * 0.7; count += 1) await server.send(wrongCall(tools, random, count));
  await server.settled();
  await afterWrong();
  let broken = 0;
  for (let count = 0; count < calls * 0.3; count += 1) {
    const isBroken = count % 3 === 0;
    if (isBroken) broken += 1;
    await server.send(isBroken ? brokenLine(tools, random, count) : anyCall(tools, random, count));
  }
  await server.send(ping('last'));
  await server.settled();
  return broken;
}

/** Refused calls in the audit trail, and those after which the vendor was asked. */
async function auditOf(home: string): Promise<{ refused: number; sent: number }> {
  const folder = join(home, 'state', 'audit');
  const found = { refused: 0, sent: 0 };
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.jsonl'))) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      if (line.includes('"code":"invalid_input"')) found.refused += 1;
      if (line.includes('"upstream":{')) found.sent += 1;
    }
  }
  return found;
}

test('the corpus of hostile lines has more than forty', () => {
  expect(new Set(hostileLines.map(({ title }) => title)).size).toBeGreaterThanOrEqual(40);
});

describe.each(servers)('the built $name', ({ name, args, settings }) => {
  test(`lives through ${calls} fuzzed calls, answers each once, and asks its vendor nothing for wrong input`, {
    timeout: 3_600_000,
  }, async () => {
    const script = fileOf(name, 'dist/index.js');
    expect(existsSync(script), 'run `pnpm build` first').toBe(true);
    const home = mkdtempSync(join(tmpdir(), 'bizmcp-fuzz-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const vendor = await startCountingVendor();
    const env = { HOME: home, BIZMCP_HOME: join(home, 'state'), ...settings(vendor.url) };
    const server = await startFuzzedServer(script, args, env);
    onTestFinished(() => server.kill());
    const begun = performance.now();

    const broken = await fuzz(server, toolsOf(name), async () => {
      expect(vendor.seen.requests).toBe(0);
      const audit = await auditOf(home);
      expect(audit.refused).toBeGreaterThan(calls / 3);
      expect(audit.sent).toBe(0);
    });

    const { answers } = server;
    const peak = server.peakMemory();
    const seconds = (performance.now() - begun) / 1000;
    const split = JSON.stringify(Object.fromEntries([...answers.codes].sort()));
    const figures = `${calls} calls in ${seconds.toFixed(1)} s, peak ${(peak / 2 ** 20).toFixed(0)} MiB, ${vendor.seen.requests} requests to the vendor, ${split}`;
    if (isNightly) process.stderr.write(`${name}: ${figures}\n`);
    expect(server.isAlive(), server.stderr()).toBe(true);
    expect(answers).toMatchObject({ impure: [], twice: [], accepted: [] });
    expect(answers.unclaimed).toBeLessThanOrEqual(broken);
    expect(answers.codes.get('internal') ?? 0, server.stderr()).toBe(0);
    expect(peak).toBeLessThan(mostMemory);
    expect(await server.end()).toBe(0);
    expect((await auditOf(home)).sent).toBeGreaterThan(0);
  });
});
