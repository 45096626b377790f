import type { Policy } from '@bizmcp/core';
import { createFakeVendor, type Replies } from '@bizmcp/testkit/fake-vendor';
import { supabase } from '../src/server.ts';

export const url = 'https://project.supabase.example';

/** A project's description of itself, in PostgREST's form. */
const description = {
  swagger: '2.0',
  info: { version: '13.0.5' },
  definitions: {
    tickets: {
      required: ['id', 'title'],
      properties: {
        id: { type: 'integer', format: 'bigint', description: 'Note:\nThis is a Primary Key.<pk/>' },
        title: { type: 'string', format: 'text' },
        status: { type: 'string', format: 'public.ticket_status', enum: ['open', 'closed'] },
        tags: { type: 'array', format: 'text[]', items: { type: 'string' } },
        metadata: { format: 'jsonb' },
        is_public: { type: 'boolean', format: 'boolean' },
        seen_at: { type: 'string', format: 'timestamp with time zone' },
        stay: { format: 'daterange' },
        'due on': { format: 'date' },
        'unit.price': { type: 'number', format: 'numeric' },
        order: { type: 'integer', format: 'integer' },
        code: { type: 'string', format: 'character varying', maxLength: 5 },
        priority: { type: 'string', format: 'text', default: 'normal' },
        notes: { type: 'array', format: 'jsonb[]', items: {} },
        parent_id: {
          type: 'integer',
          format: 'bigint',
          description: "Note:\nThis is a Foreign Key to `tickets.id`.<fk table='tickets' column='id'/>",
        },
        embedding: { type: 'string', format: 'public.vector(3)' },
        summary_embedding: { type: 'array', format: 'double precision[]' },
        organization_id: {
          type: 'integer',
          format: 'bigint',
          description: "Note:\nThis is a Foreign Key to `organizations.id`.<fk table='organizations' column='id'/>",
        },
      },
    },
    ticket_numbers: { properties: { status: { type: 'string', format: 'text' } } },
    organizations: {
      required: ['id'],
      properties: { id: { type: 'integer', format: 'bigint', description: '<pk/>' }, name: { type: 'string' } },
    },
  },
  paths: {
    '/ticket_numbers': { get: {} },
    '/rpc/match_tickets': { post: { parameters: [] } },
    '/rpc/count_tickets': { get: { parameters: [] }, post: { parameters: [] } },
    '/rpc/close_tickets': {
      post: {
        summary: 'Closes old ones',
        parameters: [
          {
            in: 'body',
            schema: { required: ['days'], properties: { days: { type: 'integer', format: 'integer' } } },
          },
        ],
      },
    },
  },
};

const usual = { SUPABASE_URL: url, SUPABASE_ANON_KEY: 'sb_publishable_test' };

/** A project that is nothing but its answers on the wire, with the server at work on it. */
export function createProject(
  replies: Replies,
  settings: Record<string, string> = usual,
  role?: Policy['roles'][string],
) {
  const missing = () => refusal(404, { code: 'PGRST205', message: "Could not find the table 'public.nope'" });
  return createFakeVendor({
    server: supabase,
    settings,
    role,
    replies: { 'GET /rest/v1/': () => description, 'GET /rest/v1/tickets': () => rows([]), ...replies },
    missing,
  });
}

/** An error answer of any part of the project. */
export function refusal(status: number, body: Record<string, unknown>): Response {
  return Response.json(body, { status, headers: { 'sb-request-id': 'r-1' } });
}

/** Rows with their count, as PostgREST sends them. */
export function rows(data: readonly unknown[], total = data.length): Response {
  return Response.json(data, { headers: { 'content-range': `0-${Math.max(0, data.length - 1)}/${total}` } });
}
