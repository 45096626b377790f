import assert from 'node:assert/strict';
import { test } from 'vitest';
import * as z from 'zod';
import { hello } from '../../../servers/hello/src/server.ts';
import { vendorSetting } from '../src/contract/subject.ts';
import { brokenProof, brokenServer } from './broken-hello.ts';

const origin = 'http://127.0.0.1:4711';

test.each([
  ['https://hello.example', origin],
  ['https://hello.example/', origin],
  ['https://hello.example/api/v2', `${origin}/api/v2`],
  ['https://hello.example/api/v2/', `${origin}/api/v2`],
])('a vendor that is usually at %s is reached at %s', (usual, address) => {
  const HELLO_BASE_URL = z.url().default(usual).describe('Where the notebook is');
  const settings = hello.api.settings.extend({ HELLO_BASE_URL });
  const subject = { ...brokenServer({ api: { ...hello.api, settings } }), baseUrlSetting: 'HELLO_BASE_URL' };

  assert.deepEqual(vendorSetting(subject, origin), { HELLO_BASE_URL: address });
});

test('a vendor without a usual place is reached at the origin', () => {
  const { surface, ...rest } = brokenProof({ baseUrlSetting: 'HELLO_BASE_URL' });
  const settings = surface.settings.map(({ default: _usual, ...setting }) => setting);

  assert.deepEqual(vendorSetting({ ...rest, surface: { ...surface, settings } }, origin), { HELLO_BASE_URL: origin });
});
