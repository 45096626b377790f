import { defineApi, postGuarded, toolDefiner, withoutSlash } from '@bizmcp/core';
import * as z from 'zod';
import { accessOf } from './access.ts';
import { namesLoopback } from './changes/callback-rules.ts';
import { Changes } from './changes/changes.ts';
import { openWith } from './changes/realtime-socket.ts';
import { explainError } from './error/explain-error.ts';
import { createProjectSchema } from './schema/project-schema.ts';
import { signIn } from './sign-in.ts';
import { createSupabase, type Supabase } from './supabase.ts';

const where = 'SUPABASE_URL';

export const supabaseApi = defineApi({
  system: 'Supabase',
  settings: z.object({
    SUPABASE_URL: z.url().describe('Where the project is, such as https://abcdefgh.supabase.co'),
    SUPABASE_ANON_KEY: z
      .string()
      .optional()
      .describe('Publishable key (sb_publishable_...) or the older anon key')
      .meta({ secret: true }),
    SUPABASE_ACCESS_TOKEN: z
      .string()
      .optional()
      .describe('Access token (JWT) of a user, who then sees what row level security lets that user see')
      .meta({ secret: true }),
    SUPABASE_EMAIL: z.string().optional().describe('Email address of a user who signs in with a password'),
    SUPABASE_PASSWORD: z.string().optional().describe("That user's password").meta({ secret: true }),
    SUPABASE_SERVICE_ROLE_KEY: z
      .string()
      .optional()
      .describe('Key past row level security; refused unless the policy names supabase.service_role')
      .meta({ secret: true }),
    SUPABASE_SCHEMA: z.string().default('public').describe('Exposed schema whose tables and functions are used'),
    SUPABASE_CALLBACK_HOSTS: z
      .string()
      .optional()
      .describe(
        'Hosts that changes may be sent to, apart by commas: hooks.example.com, *.example.com. Each change has its own x-bizmcp-delivery, by which to tell whether it came before, as x-bizmcp-duplicate says it may have',
      ),
    SUPABASE_CALLBACK_SECRET: z
      .string()
      .min(32)
      .optional()
      .describe(
        'Signs what is sent there; at least 32 characters. x-bizmcp-signature has t, in seconds, and v1: the HMAC-SHA256 of t, a dot and the body, in hex',
      )
      .meta({ secret: true }),
    SUPABASE_FUNCTION_HEADERS: z
      .string()
      .optional()
      .describe('Further headers that call_edge_function may send, apart by commas'),
  }),
  credentials: [
    {
      title: "A user's access token",
      settings: [where, 'SUPABASE_ANON_KEY', 'SUPABASE_ACCESS_TOKEN'],
      how: "The token is the session's access_token in your own app; it ends after an hour unless the project says otherwise.",
    },
    {
      title: "A user's sign-in",
      settings: [where, 'SUPABASE_ANON_KEY', 'SUPABASE_EMAIL', 'SUPABASE_PASSWORD'],
      how: 'Make a user for this agent under Authentication > Users in the Supabase dashboard. The session renews itself.',
    },
    {
      title: 'Publishable key',
      settings: [where, 'SUPABASE_ANON_KEY'],
      how: 'In the Supabase dashboard, go to Settings > API Keys. It reaches what row level security leaves to the role anon.',
    },
    {
      title: 'Service role key, where the policy names it',
      settings: [where, 'SUPABASE_SERVICE_ROLE_KEY'],
      how: 'In the Supabase dashboard, go to Settings > API Keys > Secret keys. It skips row level security: the policy file must list supabase.service_role under credentials.',
    },
  ],
  oauth: signIn,
  connect({ settings, tokens, createUpstream, mayUse, WebSocket, ...surroundings }): Supabase {
    const url = withoutSlash(settings.SUPABASE_URL);
    const schema = settings.SUPABASE_SCHEMA;
    const access = accessOf(settings, { mayUse, tokens });
    const upstream = createUpstream({
      baseUrl: url,
      authorize: access.headers,
      requestIdHeaders: ['sb-request-id', 'x-request-id', 'cf-ray'],
      explain: explainError,
    });
    const describe = createProjectSchema(upstream, { url, schema });
    const { apiKey, user } = access;
    const accessToken = async () => (await access.token()) ?? apiKey;
    const hosts = wordsOf(settings.SUPABASE_CALLBACK_HOSTS);
    const callbacks = {
      hosts,
      isLoopbackAllowed: namesLoopback(hosts),
      secret: settings.SUPABASE_CALLBACK_SECRET,
    };
    const changes = new Changes({
      url,
      apiKey,
      accessToken,
      user,
      upstream,
      schema,
      describe,
      callbacks,
      post: postGuarded,
      openSocket: openWith(WebSocket),
      ...surroundings,
    });
    const functionHeaders = wordsOf(settings.SUPABASE_FUNCTION_HEADERS?.toLowerCase());
    return { ...createSupabase(upstream, { url, access, schema, describe, functionHeaders }), changes };
  },
  async check(api) {
    const buckets = await api.request(z.array(z.object({ id: z.string() })), { path: ['storage', 'v1', 'bucket'] });
    return `The project answers as ${api.role}; ${buckets.length} storage buckets can be seen`;
  },
});

function wordsOf(text = ''): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

export const defineTool = toolDefiner<Supabase>();
