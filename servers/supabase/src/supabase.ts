import { createTimedMemory, once, ToolError, type Upstream } from '@bizmcp/core';
import type { Access } from './access.ts';
import type { Changes } from './changes/changes.ts';
import { fetchExactly } from './exact-number.ts';
import type { DescribeProject } from './schema/project-schema.ts';

/** The doors to a project. */
export type Supabase = ReturnType<typeof createSupabase> & {
  /** Subscriptions to what happens in tables. */
  changes: Changes;
};

interface SupabaseOptions {
  url: string;
  access: Access;
  /** Exposed schema. */
  schema: string;
  describe: DescribeProject;
  /** Further headers that an edge function may be sent. */
  functionHeaders: readonly string[];
}

// As long as a project's description is kept.
const memoryMilliseconds = 300_000;
const mostRemembered = 500;

/** Opens the vendor's client, loaded at its first use, with every request led through our upstream. */
export function createSupabase(upstream: Upstream, options: SupabaseOptions) {
  const { url, access, schema, describe, functionHeaders } = options;
  return {
    url,
    schema,
    functionHeaders,
    role: access.role,
    /** Whether this PostgREST knows `max-affected`, which came in version 13; found out at the first write. */
    maxAffected: { isKnown: true },
    request: upstream.json,
    client: once(() => loadClient(upstream, { url, access, schema })),
    describe,
    /** What is known of the columns of a project that describes none. */
    remember: createTimedMemory(memoryMilliseconds, mostRemembered),
  };
}

async function loadClient(
  upstream: Upstream,
  { url, access, schema }: Pick<SupabaseOptions, 'url' | 'access' | 'schema'>,
) {
  const { createClient } = await import('@supabase/supabase-js');
  return createClient(url, access.apiKey, {
    // Retries are the upstream's: it knows which requests may be repeated.
    db: { schema, retry: false },
    global: { fetch: fetchExactly(upstream.fetch), headers: { accept: 'application/json' } },
    // The upstream puts the token on each attempt, so that a renewed one counts; the SDK keeps no session.
    accessToken: async () => null,
  });
}

/** Our own error out of what a part of the SDK wrapped around it; any other error as it is. */
export function unwrapError(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if (current instanceof ToolError) return current;
    const inner: { originalError?: unknown; context?: unknown; cause?: unknown } = current;
    current = inner.originalError ?? inner.context ?? inner.cause;
  }
  return error;
}
