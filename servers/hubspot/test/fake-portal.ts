import type { Policy } from '@bizmcp/core';
import { createFakeVendor, type Replies, withUpstream } from '@bizmcp/testkit/fake-vendor';
import { hubspot } from '../src/server.ts';

/** A HubSpot portal that is nothing but its answers on the wire, with the server at work on it. */
export function createPortal(
  replies: Replies,
  settings: Record<string, string> = { HUBSPOT_ACCESS_TOKEN: 'pat-test-0000' },
  role?: Policy['roles'][string],
) {
  // A type has no sensitive data unless a test says so.
  const types = Object.keys(replies).flatMap((key) => /\/v3\/(?:objects|properties)\/([^/]+)/.exec(key)?.[1] ?? []);
  const plain = types.map((type) => [`GET /crm/properties/2026-03/${type}`, () => ({ results: [] })]);
  const missing = () => refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
  return createFakeVendor({
    // Nothing is gained by waiting to ask again what is answered the same.
    server: withUpstream(hubspot, { attempts: 1 }),
    settings,
    role,
    replies: { ...Object.fromEntries(plain), ...replies },
    missing,
  });
}

/** HubSpot's error answer. */
export function refusal(status: number, body: Record<string, unknown>): Response {
  return Response.json(
    { status: 'error', correlationId: 'c-1', ...body },
    { status, headers: { 'x-hubspot-correlation-id': 'c-1' } },
  );
}

/** A record as HubSpot sends it. */
export function record(id: string, properties: Record<string, string | null> = {}) {
  return {
    id,
    properties,
    createdAt: '2026-01-02T03:04:05.000Z',
    updatedAt: '2026-02-03T04:05:06.000Z',
    archived: false,
  };
}
