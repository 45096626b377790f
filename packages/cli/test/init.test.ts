import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { type Reply, scriptedPerson } from './scripted-person.ts';

interface Line {
  replies?: readonly Reply[];
  environment?: Record<string, string>;
  piped?: string;
}

/** A home with the folders of Claude Desktop and Cursor, and a run of a command line in it. */
async function inHome(
  act: (home: string, run: (line: string, more?: Line) => Promise<RunAnswer>) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-init-'));
  mkdirSync(join(home, '.cursor', 'extensions'), { recursive: true });
  mkdirSync(join(home, '.config', 'Claude', 'Cache'), { recursive: true });
  mkdirSync(join(home, 'work'));
  try {
    await act(home, async (line, { replies, environment = {}, piped = '' } = {}) => {
      const player = scriptedPerson(replies ?? []);
      const answer = await runCli(line.split(' '), {
        surroundings: {
          platform: 'linux',
          environment: { BIZMCP_KEY_PLACE: 'file', ...environment },
          home,
          folder: join(home, 'work'),
          namesIn: namesInFolder,
        },
        now: new Date(),
        person: replies && player.person,
        input: Readable.from([piped]),
        screen: { columns: 80, hasColour: false },
        write: () => undefined,
      });
      assert.deepEqual(player.left, [], 'not all answers were asked for');
      return { ...answer, asked: player.asked };
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}

type RunAnswer = Awaited<ReturnType<typeof runCli>> & { asked: string[] };

const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The text of every file below a folder. */
function everything(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('init with a person', () => {
  test('chooses the clients of this machine, and writes what was answered', () =>
    inHome(async (home, run) => {
      const { exitCode, output } = await run('init', {
        replies: [true, ['hubspot', 'xero'], 'sandbox', 'sandbox', true],
      });

      assert.equal(exitCode, 0);
      assert.deepEqual(Object.keys(json(home, '.cursor', 'mcp.json').mcpServers), ['hubspot', 'xero']);
      assert.deepEqual(Object.keys(json(home, '.config', 'Claude', 'claude_desktop_config.json').mcpServers), [
        'hubspot',
        'xero',
      ]);
      assert.match(output, /Quit Claude Desktop/);
    }));

  test('asks only for what the command line leaves open', () =>
    inHome(async (_, run) => {
      const line = 'init --client cursor --servers hubspot --scope user --credential 1 --set HUBSPOT_ACCESS_TOKEN';

      const { asked } = await run(line, { replies: [true], environment: { HUBSPOT_ACCESS_TOKEN: 'token-1' } });

      assert.deepEqual(
        asked.filter((text) => text.endsWith('?')),
        ['Write this?'],
      );
    }));

  test('keeps a secret encrypted for a client that looks nothing up, and shows how to get it', () =>
    inHome(async (home, run) => {
      const replies = ['claude-desktop', 'hubspot', '1', 'typed-secret-1', true] as const;

      const { asked, output } = await run('init', { replies });

      const entry = json(home, '.config', 'Claude', 'claude_desktop_config.json').mcpServers.hubspot;
      assert.deepEqual([entry.env.HUBSPOT_ACCESS_TOKEN, entry.env.BIZMCP_SETTINGS], ['', 'stored']);
      assert.match(asked.join('\n'), /Development > Keys > Service keys/);
      assert.match(output, /^kept {7}HUBSPOT_ACCESS_TOKEN encrypted on this computer$/m);
      assert.ok(!everything(home).includes('typed-secret-1'));
      assert.ok(!asked.join('\n').includes('typed-secret-1'));
    }));

  test('offers what was kept the last time, and needs it not typed again', () =>
    inHome(async (home, run) => {
      await run('init', { replies: ['claude-desktop', 'hubspot', '1', 'typed-secret-3', true] });

      const { output } = await run('init', {
        replies: ['cursor', 'user', ['hubspot', 'xero'], '1', 'kept', 'sandbox', true],
      });

      const { hubspot, xero } = json(home, '.cursor', 'mcp.json').mcpServers;
      assert.deepEqual([hubspot.env.BIZMCP_SETTINGS, xero.env], ['stored', undefined]);
      assert.ok(!/^kept/m.test(output));
    }));

  test('leaves a secret to the environment where the person wants that', () =>
    inHome(async (home, run) => {
      const replies = ['cursor', 'user', 'hubspot', '1', 'look up', true] as const;

      await run('init', { replies });

      const { env } = json(home, '.cursor', 'mcp.json').mcpServers.hubspot;
      assert.deepEqual(
        [env.HUBSPOT_ACCESS_TOKEN, env.BIZMCP_SETTINGS],
        [['$', '{env:HUBSPOT_ACCESS_TOKEN}'].join(''), undefined],
      );
      assert.ok(!existsSync(join(home, '.local', 'state', 'bizmcp', 'credentials')));
    }));

  test('names the login that a way of access needs, and does not ask for what it brings', () =>
    inHome(async (_, run) => {
      const replies = ['2', 'look up', 'client-7', true] as const;

      const { output, asked } = await run('init -c cursor --scope user -s hubspot', { replies });

      assert.match(output, /- Connect your HubSpot account: bizmcp login hubspot/);
      assert.ok(asked.some((question) => question === 'HUBSPOT_CLIENT_ID'));
      assert.ok(!asked.some((question) => question === 'HUBSPOT_REFRESH_TOKEN'));
    }));

  const questions = ['claude-code', 'project', 'hubspot', '1', 'type', 'typed-secret-2', true] as const;
  for (const [index] of questions.entries())
    test(`leaves everything as it was when it is left at question ${index + 1}`, () =>
      inHome(async (home, run) => {
        const before = everything(home);

        const { exitCode, errors } = await run('init', { replies: [...questions.slice(0, index), 'leave'] });

        assert.equal(exitCode, 1);
        assert.match(errors, /^Stopped\./);
        assert.equal(everything(home), before);
        assert.ok(!existsSync(join(home, '.local')));
      }));

  test('asks for no yes where there is nothing to write', () =>
    inHome(async (home, run) => {
      const line = 'init -c cursor --scope user -s hubspot --sandbox';
      await run(line, { replies: [true] });

      const again = await run(line, { replies: [] });
      writeFileSync(join(home, '.cursor', 'mcp.json'), '{"mcpServers":{"hubspot":{"command":"other"}}}');
      const refused = await run(line, { replies: [] });

      assert.deepEqual([again.exitCode, again.asked.at(-1)], [0, 'All of it is there already.']);
      assert.deepEqual([refused.exitCode, refused.asked.at(-1)], [1, 'Nothing can be written.']);
    }));

  test('writes nothing after a no', () =>
    inHome(async (home, run) => {
      const { exitCode } = await run('init', { replies: [...questions.slice(0, -1), false] });

      assert.equal(exitCode, 1);
      assert.ok(!existsSync(join(home, 'work', '.mcp.json')));
      assert.ok(!existsSync(join(home, '.local')));
    }));
});

describe('secrets on a command line', () => {
  test('are taken from the environment or from standard input, and are kept out of all files', () =>
    inHome(async (home, run) => {
      const line =
        'add hubspot xero -c claude-code --set XERO_CLIENT_SECRET=- --set HUBSPOT_ACCESS_TOKEN --set XERO_CLIENT_ID=id-7';

      const answer = await run(line, {
        piped: 'piped-secret-1\n',
        environment: { HUBSPOT_ACCESS_TOKEN: 'set-secret-1' },
      });

      assert.equal(answer.exitCode, 0);
      const { hubspot, xero } = json(home, 'work', '.mcp.json').mcpServers;
      assert.equal(xero.env.XERO_CLIENT_ID, 'id-7');
      assert.deepEqual([hubspot.env.BIZMCP_SETTINGS, xero.env.BIZMCP_SETTINGS], ['stored', 'stored']);
      const text = everything(home) + answer.output + answer.errors;
      for (const secret of ['piped-secret-1', 'set-secret-1']) assert.ok(!text.includes(secret), secret);
    }));

  test('are refused as they are, unless they are to be written as they are', () =>
    inHome(async (home, run) => {
      const line = 'add hubspot -c claude-code --set HUBSPOT_ACCESS_TOKEN=plain-secret-1';

      const refused = await run(line);
      const written = await run(`${line} --plain-secrets`);

      assert.equal(refused.exitCode, 2);
      assert.match(refused.errors, /is a secret: on a command line others can see it/);
      assert.ok(!refused.errors.includes('plain-secret-1'));
      assert.equal(written.exitCode, 0);
      const looked = await run(`${line.replace('claude-code', 'codex,zed')} --plain-secrets --dry-run --json`);
      assert.ok(looked.output.includes('********') && !looked.output.includes('plain-secret-1'));
      assert.equal(json(home, 'work', '.mcp.json').mcpServers.hubspot.env.HUBSPOT_ACCESS_TOKEN, 'plain-secret-1');
    }));

  test('may be keys of many lines, and are not taken without their end', () =>
    inHome(async (_, run) => {
      const line = 'add salesforce hubspot -c codex --set SALESFORCE_PRIVATE_KEY=- --set HUBSPOT_ACCESS_TOKEN=-';
      const key = '-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----';

      const whole = await run(line, { piped: `${key}\ntoken-7\n` });
      const cut = await run(line, { piped: '-----BEGIN PRIVATE KEY-----\nAAAA\n' });

      assert.equal(whole.exitCode, 0);
      assert.match(whole.output, /^kept {7}SALESFORCE_PRIVATE_KEY, HUBSPOT_ACCESS_TOKEN encrypted/m);
      assert.match(cut.errors, /^SALESFORCE_PRIVATE_KEY is a key without its end\./);
    }));

  test('that are not there are told by name', () =>
    inHome(async (home, run) => {
      const line = 'add hubspot -c claude-code --set HUBSPOT_ACCESS_TOKEN';

      assert.match((await run(line)).errors, /^HUBSPOT_ACCESS_TOKEN is not set here\./);
      assert.match((await run(`${line}=-`)).errors, /^Standard input has no line for HUBSPOT_ACCESS_TOKEN\./);
      assert.match((await run('add hubspot -c claude-code --store')).errors, /^No setting of hubspot is kept/);
      assert.ok(!existsSync(join(home, 'work', '.mcp.json')));
    }));

  test('are not kept by a dry run, nor for clients that there are not', () =>
    inHome(async (home, run) => {
      const environment = { HUBSPOT_ACCESS_TOKEN: 'set-secret-2' };
      const set = '--set HUBSPOT_ACCESS_TOKEN';

      const dry = await run(`add hubspot -c cursor ${set} --dry-run`, { environment });
      const wrong = await run(`add hubspot -c goose --scope project ${set}`, { environment });

      assert.match(dry.output, /^to keep {4}HUBSPOT_ACCESS_TOKEN encrypted/m);
      assert.equal(wrong.exitCode, 2);
      assert.ok(!existsSync(join(home, '.local')));
    }));

  test('that a passphrase seals are no use to a client that hands none on, which is told', () =>
    inHome(async (home, run) => {
      const environment = {
        ...{ HUBSPOT_ACCESS_TOKEN: 'set-secret-4', BIZMCP_KEY_PLACE: 'passphrase' },
        BIZMCP_MASTER_PASSPHRASE: 'correct horse battery',
      };

      const line = 'add hubspot -c claude-desktop,cursor --scope user --set HUBSPOT_ACCESS_TOKEN';
      const { output } = await run(line, { environment });

      assert.match(output, /Claude Desktop hands on no BIZMCP_MASTER_PASSPHRASE/);
      const { env } = json(home, '.cursor', 'mcp.json').mcpServers.hubspot;
      assert.equal(env.BIZMCP_MASTER_PASSPHRASE, ['$', '{env:BIZMCP_MASTER_PASSPHRASE}'].join(''));
      assert.ok(!everything(home).includes('correct horse'));
    }));

  test('that are kept are used by the next entry with --store, which says where they are', () =>
    inHome(async (home, run) => {
      const environment = { HUBSPOT_ACCESS_TOKEN: 'set-secret-3', BIZMCP_HOME: join(home, 'elsewhere') };
      await run('add hubspot -c claude-code --tenant north --set HUBSPOT_ACCESS_TOKEN', { environment });

      const other = await run('add hubspot -c codex --store', { environment });
      const same = await run('add hubspot -c gemini --store --tenant north', { environment });

      assert.match(other.errors, /No setting of hubspot is kept/);
      assert.equal(same.exitCode, 0);
      const { env } = json(home, '.gemini', 'settings.json').mcpServers.hubspot;
      assert.deepEqual(
        [env.BIZMCP_SETTINGS, env.BIZMCP_TENANT, env.BIZMCP_HOME, env.BIZMCP_KEY_PLACE],
        ['stored', 'north', join(home, 'elsewhere'), 'file'],
      );
    }));
});
