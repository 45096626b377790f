import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { allClients } from '../src/clients/all-clients.ts';
import type { ClientScope } from '../src/clients/client.ts';
import type { Screen } from '../src/commands/command.ts';
import type { ConfigValue } from '../src/config-edit/config-format.ts';
import type { Finding } from '../src/doctor/finding.ts';
import { readClientFile } from '../src/entry-reading/client-file.ts';
import { entriesIn } from '../src/entry-reading/found-entry.ts';
import { trust } from '../src/entry-reading/project-trust.ts';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import type { Person } from '../src/terminal/person.ts';

/** An entry before it is written in its client's form. */
export type Entry = Record<string, ConfigValue>;

/** A home with clients' files in it, to be looked at by doctor. */
export interface Clinic {
  home: string;
  folder: string;
  /** The environment that the clients are started from. */
  environment: Record<string, string>;
  /** Where the notebook of the hello server answers. */
  vendor: Vendor;
  /** Runs when the home is taken down. */
  atEnd(action: () => void): void;
  /** Writes a file under the home folder. */
  put(path: string, text: string, mode?: number): string;
  /** Puts an entry into a client's file as bizmcp does: with its mode, and trusted. */
  enter(client: string, name: string, entry: Entry, scope?: ClientScope): void;
  /** What doctor finds. */
  findings(line?: string): Promise<Finding[]>;
  run(line: string, screen?: { columns?: number; hasColour?: boolean }): ReturnType<typeof runCli>;
  /** With somebody at the terminal. */
  runWith(person: Person | undefined, line: string): ReturnType<typeof runCli>;
  /** An entry that starts the built hello server with access to its notebook. */
  hello(changes?: { args?: readonly string[]; env?: Record<string, ConfigValue> }): {
    command: string;
    args: string[];
    env: Record<string, ConfigValue>;
  };
}

interface Vendor {
  url: string;
  /** What it answers from now on. */
  status: number;
  date: Date | undefined;
}

const servers = resolve(import.meta.dirname, '../../../servers');

/** The built server of that name. */
export function builtServer(name: string): string {
  const script = join(servers, name, 'dist', 'index.js');
  assert.ok(existsSync(script), `${script} is missing: run \`pnpm build\``);
  return script;
}

/** Makes a home and a vendor for as long as they are used. */
export async function inClinic(act: (clinic: Clinic) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-clinic-'));
  const ends: (() => void)[] = [];
  const vendor: Vendor = { url: '', status: 200, date: undefined };
  const listener = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    if (vendor.date) response.setHeader('date', vendor.date.toUTCString());
    response.writeHead(vendor.status).end('{"owner":"Ada Example"}');
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const address = listener.address();
  vendor.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  try {
    await act(clinicIn(home, vendor, ends));
  } finally {
    for (const end of ends) end();
    listener.close();
    rmSync(home, { recursive: true });
  }
}

function clinicIn(home: string, vendor: Vendor, ends: (() => void)[]): Clinic {
  const folder = join(home, 'work');
  mkdirSync(folder);
  const path = [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  const environment: Record<string, string> = { PATH: path, HOME: home };
  const surroundings = { platform: 'linux' as const, environment, home, folder, namesIn: namesInFolder };
  const runOn = (line: string, person: Person | undefined, screen: Screen) =>
    runCli(line.split(' '), { surroundings, now: new Date(), person, screen, write: () => undefined });
  const run: Clinic['run'] = (line, { columns = 80, hasColour = false } = {}) =>
    runOn(line, undefined, { columns, hasColour });
  const findings = async (line = 'doctor'): Promise<Finding[]> =>
    JSON.parse((await run(`${line} --json`)).output).findings;
  const put: Clinic['put'] = (path, text, mode = 0o600) => {
    const full = join(home, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    chmodSync(full, mode);
    return full;
  };
  return {
    ...{ home, folder, environment, vendor, put, run, findings },
    atEnd: (action) => void ends.push(action),
    runWith: (person, line) => runOn(line, person, { columns: 80, hasColour: false }),
    enter(id, name, entry, scope) {
      const client = allClients.find((one) => one.id === id);
      assert.ok(client, id);
      const where = scope ?? client.scopes[0] ?? 'user';
      const file = client.fileOf(surroundings, where);
      const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const change = { kind: 'set' as const, path: [...client.containerOf(surroundings, where), name], value: entry };
      put(file.slice(home.length + 1), client.format.change(before, change));
      for (const entry of entriesIn(readClientFile(client, where, surroundings))) trust(entry, surroundings);
    },
    hello({ args = [], env = {} } = {}) {
      const own = { HELLO_TOKEN: 'a1b2c3d4', HELLO_BASE_URL: vendor.url };
      return { command: 'node', args: [builtServer('hello'), ...args], env: { ...own, ...env } };
    },
  };
}
