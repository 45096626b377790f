import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServerProcess } from '../src/server-process.ts';
import { connectStdioClient } from '../src/stdio-client.ts';
import { brokenTool, helloSubject, redChecks } from './broken-hello.ts';

const folders: string[] = [];

/** A process that no polite request ends; it ends itself, should a test not get that far. */
const undying = "process.exit = () => {}; setTimeout(() => process.kill(process.pid, 'SIGKILL'), 60_000);";

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** The built hello in a folder of its own, with code that runs before it. */
async function tampered(code: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bizmcp-tampered-'));
  folders.push(folder);
  const { folder: original } = helloSubject();
  await cp(join(original, 'dist'), join(folder, 'built'), { recursive: true });
  await cp(join(original, 'package.json'), join(folder, 'package.json'));
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist', 'index.js'), `${code}\nawait import('../built/index.js');\n`);
  return folder;
}

// Most of the time they wait for a process that does not end.
describe.concurrent('the contract is red for a built server that', () => {
  test('writes to standard output', async () => {
    const folder = await tampered(`setTimeout(() => process.stdout.write('ready\\n'), 1);
      await new Promise((resolve) => setTimeout(resolve, 20));`);

    expect(await redChecks(helloSubject({ folder }), 'stdio', /legacy|v1/)).toContainEqual(
      expect.stringContaining('a line on standard output is no JSON-RPC message: ready'),
    );
  });

  test('lives on after its input has ended', async () => {
    const folder = await tampered(undying);

    const red = await redChecks(helloSubject({ folder }), 'start and end', /^ends soon/);

    expect(red).toContainEqual(expect.stringMatching(/^ends soon after its input: .*had not ended/));
    expect(red).toContainEqual(expect.stringMatching(/^ends soon after SIGTERM: .*had not ended/));
  });

  test('ends only after a while', async () => {
    const folder = await tampered('const { exit } = process; process.exit = (code) => setTimeout(exit, 4000, code);');

    const red = await redChecks(helloSubject({ folder }), 'start and end', /^ends soon after its input/);

    expect(red).toContainEqual(
      expect.stringMatching(/^ends soon after its input: (ended only after|.* had not ended)/),
    );
  }, 60_000);

  test('ends when it has no credentials', async () => {
    const folder = await tampered('if (!process.env.HELLO_TOKEN && process.argv.length < 3) process.exit(1);');

    expect(await redChecks(helloSubject({ folder }), 'start and end', /without credentials/)).toContainEqual(
      expect.stringMatching(/^starts without credentials.*: No connection/),
    );
  });

  test('shows the vendor what it should keep, or logs its credential', async () => {
    const folder = await tampered('console.error(process.env.HELLO_TOKEN);');

    expect(await redChecks(helloSubject({ folder, isOnline: true }), 'leaks over stdio', /real HTTP/)).toContainEqual(
      expect.stringContaining('a credential is on standard error'),
    );
  });

  test('logs what its vendor answers, or what it was given', async () => {
    const folder = await tampered(`const { fetch } = globalThis;
      globalThis.fetch = async (url, request) => {
        const response = await fetch(url, request);
        console.error(await new Response(request?.body).text(), await response.clone().text());
        return response;
      };`);

    const red = await redChecks(helloSubject({ folder, isOnline: true }), 'leaks over stdio', /repeats|personal/);

    expect(red).toContainEqual(expect.stringMatching(/^takes its credential out.*: a credential is on standard error/));
    expect(red).toContainEqual(expect.stringContaining('standard error has a personal argument'));
  });

  test('is older than the code, or was not built', async () => {
    const renamed = brokenTool('list_notes', { title: 'List all notes' });

    expect(await redChecks(renamed, 'stdio', /surface.json/)).toContainEqual(
      expect.stringContaining('run `pnpm build`'),
    );
    expect(await redChecks(helloSubject({ folder: '/nowhere' }), 'stdio', /auto/)).toContainEqual(
      expect.stringContaining('/nowhere/dist/index.js is missing: run `pnpm build`'),
    );
  });
});

describe('a server process', () => {
  test('is ended by close, even when it does not want to', async () => {
    const folder = await tampered(undying);
    const server = startServerProcess({ script: join(folder, 'dist', 'index.js') });

    await server.close();

    expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH');
  });

  test('that never speaks is ended, and its standard error told', async () => {
    const folder = await tampered("console.error('no luck today'); process.exit(3);");

    const connecting = connectStdioClient({ script: join(folder, 'dist', 'index.js'), era: 'v1' });

    await expect(connecting).rejects.toThrow('no luck today');
  });
});
