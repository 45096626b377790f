import * as z from 'zod';
import { defineTool } from '../define/tool.ts';

const State = z.enum(['healthy', 'degraded', 'unhealthy']);

/** What `health_check` answers. */
export const Health = z.object({
  status: State.describe('healthy: all works; degraded: reads may work; unhealthy: no call can work'),
  checks: z
    .record(
      z.string(),
      z.object({
        status: State.describe('State of this part'),
        message: z.string().describe('What was found and what to do'),
      }),
    )
    .describe('By part: server, credentials, upstream, cache, audit, state'),
  timestamp: z.string().describe('When it was checked, ISO 8601'),
});

/** The state of a server and of what it depends on. */
export type Health = z.output<typeof Health>;

/** What the health check asks the running server. */
export interface HealthSource {
  health(): Promise<Health>;
}

/** The tool that every server has. It works without credentials and without network, and says what is missing. */
export const healthCheckTool = defineTool<HealthSource, z.ZodObject<Record<never, never>>, typeof Health>({
  name: 'health_check',
  title: 'Health check',
  description: 'Checks credentials, connection, audit, state; says what is missing and how to get it.',
  effect: 'read',
  data: 'public',
  scopes: [],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'server', workflow: 'operations' },
  input: z.object({}),
  output: Health,
  examples: [{ title: 'Is everything in place?', input: {} }],
  handler: ({ api }) => api.health(),
});
