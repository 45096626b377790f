import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FleetServer, fleet } from '../src/fleet/fleet.ts';

const servers = join(import.meta.dirname, '..', '..', '..', 'servers');
const Manifest = z.object({ name: z.string(), version: z.string(), private: z.boolean().optional() });
const Surface = FleetServer.omit({ package: true, version: true });

function readJson(server: string, file: string): unknown {
  return JSON.parse(readFileSync(join(servers, server, file), 'utf8'));
}

describe('the fleet', () => {
  test('surface.json has each published server as it is; `vitest -u` on this file writes it anew', async () => {
    const names = readdirSync(servers).filter((name) => existsSync(join(servers, name, 'surface.json')));
    const all = names.sort().flatMap((name) => {
      const manifest = Manifest.parse(readJson(name, 'package.json'));
      if (manifest.private) return [];
      const { name: id, title, ...rest } = Surface.parse(readJson(name, 'surface.json'));
      return [{ name: id, title, package: manifest.name, version: manifest.version, ...rest }];
    });

    await expect(`${JSON.stringify(all, undefined, 1)}\n`).toMatchFileSnapshot('../src/fleet/surface.json');
  });

  test('every credential is made of settings that the server has', () => {
    for (const { name, settings, credentials } of fleet)
      for (const credential of credentials)
        for (const setting of credential.settings)
          assert.ok(
            settings.some((one) => one.name === setting),
            `${name}: ${setting}`,
          );
  });
});
