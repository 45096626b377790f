import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { fleet } from '../src/fleet/fleet.ts';

const servers = join(import.meta.dirname, '..', '..', '..', 'servers');

describe('the fleet', () => {
  test('has every server of the checkout, by name', () => {
    const names = readdirSync(servers).filter((name) => existsSync(join(servers, name, 'surface.json')));

    assert.deepEqual(
      fleet.map(({ name }) => name),
      names.sort(),
    );
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
