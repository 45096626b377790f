import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { surfaceOf } from '../../src/define/surface.ts';

const settings = z.object({
  ACME_KEY: z.string().default('k-123').describe('Key').meta({ secret: true }),
  ACME_REGION: z.enum(['eu', 'us']).default('eu').describe('Region'),
});
const api = defineApi({ system: 'Acme', settings, credentials: [], connect: () => ({}), check: async () => 'reached' });
const acme = defineServer({ name: 'acme', title: 'Acme', instructions: 'Works with Acme.', api, tools: [] });

test('a setting is shown with its default and its choices', () => {
  expect(surfaceOf(acme).settings).toContainEqual({
    name: 'ACME_REGION',
    description: 'Region',
    secret: false,
    default: 'eu',
    choices: ['eu', 'us'],
  });
});

test('the default of a secret is not in the surface, which is published', () => {
  expect(JSON.stringify(surfaceOf(acme))).not.toContain('k-123');
});
