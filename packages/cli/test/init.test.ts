import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'vitest';
import { everything, inHome, json } from './home.ts';

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

  test('tells in a checkout how the clients start what is built there', () =>
    inHome(async (home, run) => {
      const line = 'init --client cursor --servers hubspot --sandbox --yes';
      assert.doesNotMatch((await run(line)).output, /--from/);
      writeFileSync(join(home, 'package.json'), '{"name":"bizmcp-workspace"}');

      assert.match((await run(line)).output, /come from npm; with --from \.\.\/servers the clients/);
      const { output } = await run(`${line} --from ../servers`);
      assert.doesNotMatch(output, /come from npm/);
      assert.match(
        output.replaceAll(/\s+/g, ''),
        /HubSpotisnotbuiltyet:thereisno\S+servers\/hubspot\/dist\/index\.js\./,
      );
    }));

  test('names the Node.js that a client finds where it is too old, whichever one npx runs this on', () =>
    inHome(async (home, run) => {
      writeFileSync(join(home, 'node'), '#!/bin/sh\necho v20.11.1\n', { mode: 0o755 });
      const environment = { PATH: `${dirname(process.execPath)}:/npm/node-gyp-bin:${home}:/bin` };

      const { output } = await run('init --client cursor --servers hubspot --sandbox --yes', { environment });

      assert.match(output, /Next:\n- Install Node\.js 22\.18 or newer \(\S+\):\s+a client .*\s+finds\s+20\.11\.1/);
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
