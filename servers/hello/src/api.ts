import { defineApi, toolDefiner, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

export type Hello = Upstream;

const ServiceError = z.object({ error: z.enum(['no_such_note', 'text_missing', 'bad_cursor']) });

const sentences = {
  no_such_note: { code: 'not_found', message: 'There is no such note; find its id with list_notes' },
  text_missing: { code: 'invalid_input', message: 'A note needs a text' },
  bad_cursor: { code: 'invalid_input', message: 'This cursor is of no list; pass next_cursor as it came' },
} as const;

export const helloApi = defineApi({
  system: 'Hello',
  settings: z.object({
    HELLO_TOKEN: z.string().describe('Access token of the notebook').meta({ secret: true }),
    HELLO_BASE_URL: z.url().default('https://hello.example').describe('Where the notebook is'),
  }),
  credentials: [
    {
      title: 'Access token',
      settings: ['HELLO_TOKEN'],
      how: 'Make one in the notebook under Settings > Access tokens.',
    },
  ],
  connect: ({ settings, createUpstream }): Hello =>
    createUpstream({
      baseUrl: settings.HELLO_BASE_URL,
      authorize: () => ({ authorization: `Bearer ${settings.HELLO_TOKEN}` }),
      requestIdHeaders: ['x-request-id'],
      explain({ body }) {
        const parsed = ServiceError.safeParse(body);
        return parsed.success ? sentences[parsed.data.error] : undefined;
      },
    }),
  async check(api) {
    const { owner } = await api.json(z.object({ owner: z.string() }), { path: ['me'] });
    return `The notebook of ${owner} answers`;
  },
});

export const defineTool = toolDefiner<Hello>();
