import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, test } from 'vitest';
import { dockerFiles } from '../src/deploy/docker-files.ts';
import { systemdFiles } from '../src/deploy/systemd-files.ts';
import { fileOf, hello, inFolder, plan, until } from './deploy-bench.ts';

const run = promisify(execFile);
/** Starts a program for each connection to a socket, as systemd itself does. */
const activation = 'systemd-socket-activate';

const opening = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/call', params: { name: 'list_notes', arguments: {} } },
].map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

describe('the image, its steps run without Docker', { timeout: 90_000 }, () => {
  test('the package that it fetches starts where it is put, and answers', () =>
    inFolder(async (folder, environment) => {
      const dockerfile = fileOf(dockerFiles(plan), 'Dockerfile');
      const step =
        /^RUN (?<command>npm install [\s\S]*?[^\\])\n/m.exec(dockerfile)?.groups?.command ?? assert.fail('no step');
      const entry: string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]');
      const place = (line: string) => line.replaceAll(/(?<=[ "']|^)\/(?=app|state)/g, `${folder}/`);
      mkdirSync(join(folder, 'build'));
      const packed = await run('npm', ['pack', hello, '--ignore-scripts', '--pack-destination', join(folder, 'build')]);

      const options = { cwd: join(folder, 'build'), env: { ...environment, PACKAGE: `./${packed.stdout.trim()}` } };
      await run('sh', ['-c', place(step)], options);
      const [program = '', ...args] = entry.map(place);
      const child = spawn(program, [...args, '--sandbox'], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
      child.stdin.write(opening.join(''));
      let heard = '';
      child.stdout.on('data', (chunk) => {
        heard += chunk;
      });
      await until(() => heard.includes('"note_id"'));
      child.stdin.end();

      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.equal(existsSync(join(folder, 'state')), true);
    }));
});

describe('the units of systemd', { timeout: 90_000 }, () => {
  test('are accepted by systemd-analyze, and leave the service little to do harm with', async (context) => {
    if (!hasProgram('systemd-analyze')) return context.skip('systemd-analyze is not on this machine');
    await inFolder(async (folder) => {
      for (const { path, text: unit } of systemdFiles(plan)) writeFileSync(join(folder, path), placed(unit, folder));
      cpSync(join(hello, 'dist'), join(folder, 'hello', 'dist'), { recursive: true });
      const units = [join(folder, 'bizmcp-hello.socket'), join(folder, 'bizmcp-hello@.service')];

      const { stderr } = await run('systemd-analyze', ['verify', '--recursive-errors=no', ...units]);
      const security = ['security', '--offline=true', '--threshold=15', '--no-pager', units[1] ?? ''];
      const { stdout } = await run('systemd-analyze', security);

      assert.equal(stderr, '');
      assert.match(stdout, /Overall exposure level for bizmcp-hello@i?\.service: (?:0\.\d|1\.[0-5]) OK/);
    });
  });

  test('serve a session over the socket, one process for a connection', async (context) => {
    if (!hasProgram(activation)) return context.skip(`${activation} is not on this machine`);
    await inFolder(async (folder, environment) => {
      const socket = join(folder, 'hello.sock');
      const variables = Object.entries(environment).flatMap(([name, value]) => ['-E', `${name}=${value}`]);
      const program = [process.execPath, join(hello, 'dist', 'index.js'), '--sandbox'];
      const listener = spawn(activation, ['-a', '--inetd', '-l', socket, ...variables, ...program], {
        stdio: 'ignore',
      });
      await until(() => existsSync(socket));

      const answers = await Promise.all([converse(socket), converse(socket)]);
      listener.kill();

      for (const answer of answers) assert.match(answer, /"serverInfo".*\n.*"note_id"/);
    });
  });
});

function placed(unit: string, folder: string): string {
  return unit
    .replace('/usr/bin/node', process.execPath)
    .replaceAll(`/opt/bizmcp/node_modules/${plan.server.package}`, join(folder, 'hello'));
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function converse(socket: string): Promise<string> {
  const connection = connect(socket);
  connection.write(opening.join(''));
  let heard = '';
  connection.on('data', (chunk) => {
    heard += chunk;
  });
  await until(() => heard.includes('"id":2') || heard.includes('note_id'));
  connection.end();
  return heard;
}
