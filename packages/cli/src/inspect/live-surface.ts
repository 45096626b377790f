import * as z from 'zod';
import type { LiveServer } from '../live-server/connect-server.ts';
import { plainText, plainValue } from '../screen/plain-text.ts';

/** What of a JSON schema is shown. */
export interface ShownSchema {
  type?: string | string[] | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  format?: string | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  items?: ShownSchema | undefined;
  properties?: Record<string, ShownSchema> | undefined;
  required?: string[] | undefined;
  anyOf?: ShownSchema[] | undefined;
}

const Schema: z.ZodType<ShownSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    items: Schema.optional().catch(undefined),
    properties: z.record(z.string(), Schema).optional().catch(undefined),
    required: z.array(z.string()).optional(),
    anyOf: z.array(Schema).optional().catch(undefined),
  }),
);

const Tool = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().default(''),
  inputSchema: Schema,
  outputSchema: Schema.optional(),
  annotations: z.object({ readOnlyHint: z.boolean().optional(), destructiveHint: z.boolean().optional() }).default({}),
  _meta: z
    .object({
      'bizmcp/semantics': z
        .object({
          permission: z.array(z.string()),
          data_sensitivity: z.string(),
          effect: z.string(),
          rate_limit: z.object({ calls: z.number(), perSeconds: z.number() }),
        })
        .optional(),
      'bizmcp/examples': z.array(z.object({ title: z.string(), input: z.unknown() })).optional(),
    })
    .default({}),
});

const Resource = z.object({
  uri: z.string().optional(),
  uriTemplate: z.string().optional(),
  title: z.string().optional(),
  name: z.string(),
  description: z.string().default(''),
});

const Prompt = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().default(''),
  arguments: z.array(z.object({ name: z.string(), required: z.boolean().default(false) })).default([]),
});

/** One tool as a live server shows it. */
export interface LiveTool {
  name: string;
  title: string;
  description: string;
  effect: string;
  /** Undefined where the server does not say, as servers of others do not. */
  class: string | undefined;
  scopes: readonly string[];
  rateLimit: { calls: number; perSeconds: number } | undefined;
  input: ShownSchema;
  output: ShownSchema | undefined;
  examples: readonly { title: string; input: unknown }[];
  /** What a model reads of it, at four characters a token. */
  tokens: number;
}

/** What a live server shows of itself. */
export interface LiveSurface {
  name: string;
  title: string;
  version: string;
  protocolVersion: string;
  instructions: string;
  tools: readonly LiveTool[];
  resources: readonly { address: string; title: string; description: string }[];
  prompts: readonly { name: string; title: string; description: string; arguments: readonly string[] }[];
}

/** Asks a server for all that it shows. */
export async function surfaceOfLive(live: LiveServer): Promise<LiveSurface> {
  const { client, protocolVersion } = live;
  const [name = '', title = '', version = '', instructions = ''] = [
    live.name,
    live.title,
    live.version,
    live.instructions,
  ].map(plainText);
  const capabilities = client.getServerCapabilities() ?? {};
  const tools = capabilities.tools ? (await client.listTools()).tools : [];
  const resources = capabilities.resources ? (await client.listResources()).resources : [];
  const templates = capabilities.resources ? await templatesOf(live) : [];
  const prompts = capabilities.prompts ? (await client.listPrompts()).prompts : [];
  return {
    ...{ name, title, version, protocolVersion, instructions },
    tools: tools.map((tool) => liveTool(tool)),
    resources: z
      .array(Resource)
      .parse(plainValue([...resources, ...templates]))
      .map((resource) => ({
        address: resource.uri ?? resource.uriTemplate ?? '',
        title: resource.title ?? resource.name,
        description: resource.description,
      })),
    prompts: z
      .array(Prompt)
      .parse(plainValue(prompts))
      .map((prompt) => ({
        ...{ name: prompt.name, title: prompt.title ?? prompt.name, description: prompt.description },
        arguments: prompt.arguments.map((one) => (one.required ? one.name : `${one.name}?`)),
      })),
  };
}

/** Some servers have resources and do not know of templates. */
async function templatesOf({ client }: LiveServer): Promise<unknown[]> {
  const listed = await client.listResourceTemplates().catch(() => ({ resourceTemplates: [] }));
  return listed.resourceTemplates;
}

function liveTool(listed: unknown): LiveTool {
  const { name, title, description, inputSchema, outputSchema, annotations, _meta } = Tool.parse(plainValue(listed));
  const semantics = _meta['bizmcp/semantics'];
  return {
    name,
    title: title ?? name,
    description,
    effect: semantics?.effect ?? effectOf(annotations),
    class: semantics?.data_sensitivity,
    scopes: semantics?.permission ?? [],
    rateLimit: semantics?.rate_limit,
    input: inputSchema,
    output: outputSchema,
    examples: _meta['bizmcp/examples'] ?? [],
    tokens: Math.ceil(modelText(listed).length / 4),
  };
}

function effectOf({ readOnlyHint, destructiveHint }: z.output<typeof Tool>['annotations']): string {
  if (readOnlyHint) return 'read';
  return destructiveHint === false ? 'add' : 'write';
}

/** What a client gives a model of a tool, with the whole schema as the server wrote it. */
function modelText(listed: unknown): string {
  const { name, description, inputSchema } = z
    .object({ name: z.string(), description: z.string().optional(), inputSchema: z.unknown() })
    .parse(listed);
  return JSON.stringify({ name, description, inputSchema });
}
