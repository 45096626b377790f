import { defineApi, toolDefiner, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

export type Supabase = Upstream;

const ServiceError = z.object({ error: z.enum(['no_such_note', 'text_missing']) });

const sentences = {
  no_such_note: { code: 'not_found', message: 'There is no such note; find its id with list_notes' },
  text_missing: { code: 'invalid_input', message: 'A note needs a text' },
} as const;

export const supabaseApi = defineApi({
  system: 'Supabase',
  settings: z.object({
    SUPABASE_TOKEN: z.string().describe('Access token of the notebook').meta({ secret: true }),
    SUPABASE_BASE_URL: z.url().default('https://supabase.example').describe('Where the notebook is'),
  }),
  credentials: [
    {
      title: 'Access token',
      settings: ['SUPABASE_TOKEN'],
      how: 'Make one in the notebook under Settings > Access tokens.',
    },
  ],
  connect: ({ settings, createUpstream }): Supabase =>
    createUpstream({
      system: 'Supabase',
      baseUrl: settings.SUPABASE_BASE_URL,
      authorize: () => ({ authorization: `Bearer ${settings.SUPABASE_TOKEN}` }),
      requestIdHeaders: ['x-request-id'],
      explain({ body }) {
        const parsed = ServiceError.safeParse(body);
        return parsed.success ? sentences[parsed.data.error] : undefined;
      },
    }),
  async check(api) {
    const { owner } = await api.json(z.object({ owner: z.string() }), { method: 'GET', path: ['me'] });
    return `The notebook of ${owner} answers`;
  },
});

export const defineTool = toolDefiner<Supabase>();
