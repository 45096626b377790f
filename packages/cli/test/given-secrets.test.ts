import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { everything, inHome, json } from './home.ts';

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

  test('are not shown by the diff, those of before and of other servers neither', () =>
    inHome(async (home, run) => {
      const path = join(home, 'work', '.mcp.json');
      const other = { command: 'x', env: { HOST: 'shown-1', OTHER_API_KEY: 'theirs-1 "theirs-2' } };
      writeFileSync(path, JSON.stringify({ mcpServers: { other } }, undefined, 2));
      const first = await run('add hubspot -c claude-code --scope project --dry-run');
      await run('add hubspot -c claude-code --scope project --plain-secrets --set HUBSPOT_ACCESS_TOKEN=before-1');
      await run('add hubspot -c codex,goose --scope user --plain-secrets --set HUBSPOT_ACCESS_TOKEN=before-1');

      const given = '--plain-secrets --set HUBSPOT_ACCESS_TOKEN=after-1 --dry-run';
      const code = await run(`add hubspot -c claude-code --scope project ${given}`);
      const others = await run(`add hubspot -c codex,goose --scope user --json ${given}`);

      assert.match(first.output, /"HOST": "shown-1",\n.*"OTHER_API_KEY": "\*{8}"/);
      assert.match(first.output, /"\$\{HUBSPOT_ACCESS_TOKEN\}"/);
      for (const { output } of [code, others]) {
        assert.match(output, /HUBSPOT_ACCESS_TOKEN\W+\*{8}/);
        assert.doesNotMatch(output, /theirs-|before-1|after-1/);
      }
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
      const unset = { HUBSPOT_ACCESS_TOKEN: ['$', '{HUBSPOT_ACCESS_TOKEN}'].join('') };
      assert.match((await run(line, { environment: unset })).errors, /^HUBSPOT_ACCESS_TOKEN is not set here\./);
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

  test('of one tenant do not take the place of those of another', () =>
    inHome(async (home, run) => {
      const environment = { HUBSPOT_ACCESS_TOKEN: 'set-secret-4' };
      const line = 'add hubspot -c cursor --scope user --set HUBSPOT_ACCESS_TOKEN';
      const tenant = () => json(home, '.cursor', 'mcp.json').mcpServers.hubspot.env.BIZMCP_TENANT;
      await run(`${line} --tenant north`, { environment });

      const south = await run(`${line} --tenant south`, { environment });
      const none = await run(line, { environment });
      const kept = tenant();
      const forced = await run(`${line} --tenant south --force`, { environment });

      for (const { exitCode, output } of [south, none]) {
        assert.equal(exitCode, 1);
        assert.match(output, /an entry "hubspot" for the tenant "north".*Add --tenant "north".*rename it/s);
      }
      assert.deepEqual([kept, forced.exitCode, tenant()], ['north', 0, 'south']);
    }));

  test('are of no tenant that is named by nothing, as by a variable that is not set', () =>
    inHome(async (home, run) => {
      const environment = { HUBSPOT_ACCESS_TOKEN: 'set-secret-5' };

      for (const line of ['add hubspot -c cursor --set HUBSPOT_ACCESS_TOKEN', 'logout hubspot']) {
        const { exitCode, errors } = await run(`${line} --tenant=`, { environment });
        assert.equal(exitCode, 2);
        assert.match(errors, /^--tenant has no name\./);
      }

      await run('add hubspot -c cursor --scope user --set HUBSPOT_ACCESS_TOKEN --tenant=north\t', { environment });
      assert.equal(json(home, '.cursor', 'mcp.json').mcpServers.hubspot.env.BIZMCP_TENANT, 'north');
    }));
});
