import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { surfaceOf, surfaceTool } from '../../src/define/surface.ts';
import { defineTool } from '../../src/define/tool.ts';
import { redactorOf } from '../../src/masking/redactor.ts';

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

test('an answer fits the published schema for every role, also where numbers, choices and formats are masked', () => {
  const output = z.object({
    name: z.string(),
    salary: z.number().min(1).nullable().describe('Gross').meta({ class: 'restricted' }),
    person: z
      .object({ isActive: z.boolean(), grade: z.enum(['a', 'b']), born: z.iso.date(), scores: z.array(z.int()) })
      .meta({ class: 'confidential' }),
  });
  const answer: z.output<typeof output> = {
    name: 'Ann',
    salary: 4200,
    person: { isActive: true, grade: 'a', born: '2000-02-29', scores: [1] },
  };
  const published = z.fromJSONSchema(
    surfaceTool(
      defineTool({
        name: 'get_person',
        title: 'Get a person',
        description: 'One person',
        effect: 'read',
        data: 'internal',
        scopes: [],
        rateLimit: { calls: 1, perSeconds: 1 },
        semantics: { entity: 'person', workflow: 'staff' },
        input: z.object({}),
        output,
        examples: [{ title: 'Ann', input: {} }],
        handler: async () => answer,
      }),
    ).outputSchema,
  );
  const masked = redactorOf(output)(answer, { isCleared: (data) => data === 'internal' });

  expect(masked).toEqual({
    name: 'Ann',
    salary: '[masked]',
    person: { isActive: '[masked]', grade: '[masked]', born: '[masked]', scores: ['[masked]'] },
  });
  for (const shown of [answer, { ...answer, salary: null }, masked])
    expect(published.safeParse(shown)).toMatchObject({ success: true });
  expect(published.safeParse({ ...answer, name: 7 })).toMatchObject({ success: false });
});
