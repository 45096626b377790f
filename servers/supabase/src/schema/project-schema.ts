import { hasReason, readSdkAnswer, ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

/** What is told in a form that we do not know is as if it were not told: the rest still helps. */
const Text = z.string().optional().catch(undefined);
const Names = z.array(z.string()).catch([]);

const WireColumn = z.object({
  type: Text,
  format: z.string().catch(''),
  description: z.string().catch(''),
  default: z.unknown().optional(),
  maxLength: z.number().optional().catch(undefined),
  enum: z.array(z.string()).optional().catch(undefined),
});
const WireColumns = z.record(z.string(), WireColumn).catch({});
const WireTable = z.object({ description: Text, required: Names, properties: WireColumns });
const WireParameter = z.object({
  // Others are but references to what all functions take.
  in: Text,
  schema: z.object({ properties: WireColumns, required: Names }).optional().catch(undefined),
});
const WirePath = z.object({
  get: z.unknown().optional(),
  post: z
    .object({ summary: Text, parameters: z.array(WireParameter).catch([]) })
    .optional()
    .catch(undefined),
  patch: z.unknown().optional(),
  delete: z.unknown().optional(),
});

/** PostgREST's description of itself: OpenAPI 2.0 with the keys written into descriptions. */
const WireDescription = z.object({
  info: z.object({ version: z.string() }).optional().catch(undefined),
  definitions: z.record(z.string(), WireTable).catch({}),
  paths: z.record(z.string(), WirePath).catch({}),
});

/** A column as the database has it. */
export interface Column {
  name: string;
  /** PostgreSQL's name of the type, such as `timestamp with time zone` or `public.vector(384)`. */
  type: string;
  isRequired: boolean;
  isPrimaryKey: boolean;
  references?: { table: string; column: string };
  default?: unknown;
  options?: string[];
  description?: string;
}

/** A table or view. */
export interface Table {
  name: string;
  description?: string;
  columns: Column[];
  /** How it is written to, where that is told: a view that sums rows up takes none. */
  methods?: readonly ('post' | 'patch' | 'delete')[];
}

/** The type of a column, where it is known: a list for jsonb is written unlike one for an array. */
export type TypeOf = (column: string) => string | undefined;

export function typesOf(table: Table | undefined): TypeOf {
  const types = new Map(table?.columns.map(({ name, type }) => [name, type]));
  return (column) => types.get(column);
}

/** Whether a text is one of a few words as a rule: with one for its default. Checks, which say which there are, no project tells. */
export function hasFewWords({ type, options, default: fallback }: Column): boolean {
  return /^(?:text|character)/.test(type) && !options && /^[a-z]\w*$/i.test(String(fallback ?? ''));
}

/** A function of the database. */
export interface ProjectFunction {
  description?: string;
  /** The types of its arguments by name; those that have a default are optional. */
  args: Record<string, { type: string; isOptional: boolean }>;
  /**
   * From version 13.0.5 on PostgREST offers GET for what is not volatile alone, and runs that in a transaction that only reads, by POST
   * too: https://github.com/PostgREST/postgrest/pull/4174
   */
  readsOnly: boolean;
}

/** What the project exposes in one schema. */
export interface ProjectSchema {
  tables: ReadonlyMap<string, Table>;
  functions: ReadonlyMap<string, ProjectFunction>;
  /** PostgREST's own, such as `12.2.3`. */
  version?: string | undefined;
}

/**
 * The project's description; undefined where it is not given. One that lacks what is looked for is read again: it may be new. Where an
 * answer that is none has to be told, it is thrown.
 */
export type DescribeProject = (
  isEnough?: (schema: ProjectSchema) => boolean,
  whenUnreadable?: 'throw',
) => Promise<ProjectSchema | undefined>;

const cacheMilliseconds = 300_000;
/** Names that do not exist cost one reading in this time at most. */
const freshMilliseconds = 3000;

/**
 * Reads and keeps the project's description of itself. Undefined where the project does not give it: hosted projects show it to
 * secret keys alone since April 2026 (https://github.com/supabase/supabase/pull/45462).
 */
export function createProjectSchema(
  upstream: Upstream,
  { url, schema }: { url: string; schema: string },
): DescribeProject {
  let known: { read: Awaited<ReturnType<typeof readDescription>>; at: number } | undefined;
  const isOld = (milliseconds: number) => known === undefined || Date.now() >= known.at + milliseconds;
  return async (isEnough = () => true, whenUnreadable) => {
    const isLacking = known?.read instanceof ToolError || (known?.read && !isEnough(known.read));
    if (isOld(isLacking ? freshMilliseconds : cacheMilliseconds)) {
      const read = await readDescription(upstream, url, schema);
      known = { read, at: Date.now() };
    }
    if (!(known?.read instanceof ToolError)) return known?.read;
    if (whenUnreadable === 'throw') throw known.read;
    return undefined;
  };
}

/** What a project answers that keeps its description to itself. */
const closed = new Set(['forbidden', 'not_found', 'unauthenticated']);

/** The error of an answer that is none: it may be another way the next time. */
async function readDescription(upstream: Upstream, url: string, schema: string) {
  try {
    const headers = { accept: 'application/openapi+json, application/json', 'accept-profile': schema };
    const answer = upstream.fetch(`${url}/rest/v1/`, { headers }).then((response) => response.json());
    return toSchema(await readSdkAnswer(WireDescription, answer, { system: 'Supabase', kind: 'read' }));
  } catch (error) {
    // A token that is refused here is refused everywhere.
    if (error instanceof ToolError && closed.has(error.code) && !hasReason(error, 'refused_token')) return undefined;
    if (error instanceof ToolError && error.code === 'bad_answer') return error;
    throw error;
  }
}

function toSchema({ info, definitions, paths }: z.output<typeof WireDescription>): ProjectSchema {
  const tables = Object.entries(definitions).map(([name, wire]) => {
    const path = paths[`/${name}`];
    const methods = path && (['post', 'patch', 'delete'] as const).filter((method) => path[method] !== undefined);
    return [name, { ...toTable(name, wire), ...(methods && { methods }) }] as const;
  });
  const tellsVolatility = isFrom(info?.version, '13.0.5');
  const functions = Object.entries(paths).flatMap(([path, { get, post }]) => {
    const name = /^\/rpc\/(.+)$/.exec(path)?.[1];
    if (name === undefined) return [];
    const body = post?.parameters.find((parameter) => parameter.in === 'body');
    const { properties = {}, required = [] } = body?.schema ?? {};
    const args = Object.entries(properties).map(([key, { format, type }]) => {
      return [key, { type: format || (type ?? 'json'), isOptional: !required.includes(key) }] as const;
    });
    const description = post?.summary && { description: post.summary };
    return [
      [
        name,
        { ...description, args: Object.fromEntries(args), readsOnly: tellsVolatility && get !== undefined },
      ] as const,
    ];
  });
  return { tables: new Map(tables), functions: new Map(functions), version: info?.version };
}

/** Whether a version of PostgREST is this one or a later one; false where it is not told. */
function isFrom(version: string | undefined, first: string): boolean {
  return version !== undefined && version.localeCompare(first, 'en', { numeric: true }) >= 0;
}

function toTable(name: string, { description, required, properties }: z.output<typeof WireTable>): Table {
  const columns = Object.entries(properties).map(([column, wire]) => toColumn(column, wire, required.includes(column)));
  return { name, ...(description && { description }), columns };
}

/** PostgREST tells the length beside the type. */
function typeText({ format, type = '', maxLength }: z.output<typeof WireColumn>): string {
  const name = format || type;
  return maxLength === undefined || name.includes('(') ? name : `${name}(${maxLength})`;
}

function toColumn(name: string, wire: z.output<typeof WireColumn>, isRequired: boolean): Column {
  const reference = /<fk table='([^']+)' column='([^']+)'\/>/.exec(wire.description);
  const words = wire.description
    .replace(/Note:\n?|This is a (?:Primary|Foreign) Key[^\n]*\n?|<[pf]k[^>]*\/>/g, '')
    .trim();
  return {
    name,
    type: typeText(wire),
    isRequired,
    isPrimaryKey: wire.description.includes('<pk/>'),
    ...(reference && { references: { table: reference[1] ?? '', column: reference[2] ?? '' } }),
    ...((wire.default ?? null) !== null && { default: wire.default }),
    ...(wire.enum && { options: wire.enum }),
    ...(words && { description: words }),
  };
}
