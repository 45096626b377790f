import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Connection } from '../credentials/connection.ts';
import type { DataClass } from '../define/data-class.ts';
import { isWrite } from '../define/effect.ts';
import type { ResourceDefinition } from '../define/resource.ts';
import { surfaceTool } from '../define/surface.ts';
import type { HandlerContext, Tool } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { maskFreeText } from '../masking/mask-free-text.ts';
import { type Reader, redactorOf, withoutPersonal } from '../masking/redactor.ts';
import type { Action, Call } from './call.ts';
import { currentCall } from './current-call.ts';

/** Before a client gives up, which most do after 60: what it is told then is what it may do next. */
const defaultTimeoutSeconds = 50;
const resourceCacheSeconds = 300;
const toolLike = /^[A-Za-z]\w{0,63}$/;
/** For the readings of a resource and the completions of its address together. */
const resourceRateLimit = { calls: 120, perSeconds: 60 };

/** A tool as the pipeline runs it. */
export function toolAction(tool: Tool<unknown>, system: string, connection: Connection): Action {
  const { name, title, effect, data, scopes, rateLimit, input, output, change } = tool;
  return {
    kind: 'tool',
    name,
    title,
    digest: digestOf(tool),
    system,
    ...(connection.account !== undefined && { account: connection.account }),
    effect,
    data,
    scopes,
    rateLimit,
    input,
    output,
    timeoutSeconds: tool.timeoutSeconds ?? defaultTimeoutSeconds,
    cacheSeconds: isWrite(effect) ? 0 : (tool.cacheSeconds ?? 0),
    ...(tool.staleSeconds !== undefined && !isWrite(effect) && { staleSeconds: tool.staleSeconds }),
    examples: tool.examples.map((example) => example.input),
    ...(connection.login && { login: connection.login }),
    prepare: connection.prepare,
    ...(tool.page && { page: rendererOf(tool) }),
    ...(change && { change: changeOf(change, connection) }),
    ...(tool.undo && { undo: tool.undo }),
    async run(call) {
      const { input: checked, progress } = call;
      const { draft } = call.change ?? {};
      const api = await connection.api();
      return tool.handler({ input: checked, api, signal: signalOf(call), ...clearanceOf(call), progress, draft });
    },
  };
}

function changeOf(change: NonNullable<Tool<unknown>['change']>, connection: Connection): NonNullable<Action['change']> {
  return {
    fields: change.fields,
    async read(call, signal) {
      const { input, day } = call;
      const api = await connection.api();
      return change.read({ input, api, signal, ...clearanceOf(call), ...(day !== undefined && { day }) });
    },
  };
}

/** Before anybody is known to read it, all is masked. */
const nobody: Reader = { isCleared: () => false };

function clearanceOf(call: Call): Pick<HandlerContext<unknown, unknown>, 'isCleared' | 'isShown' | 'masked'> {
  const isCleared = (data: DataClass) => (call.reader ?? nobody).isCleared(data);
  return {
    isCleared,
    isShown: (text, field) => maskFreeText(text, isCleared, { field }) === text,
    masked: (value, schema) => redactorOf(schema)(value, call.reader ?? nobody),
  };
}

/** The call's own signal knows of cancellation alone; the current call's aborts at the deadline too. */
function signalOf({ signal }: Call): AbortSignal {
  return currentCall.getStore()?.signal ?? signal;
}

/** Made at the first call: the schemas of a whole server take longer. */
function digestOf(tool: Tool<unknown>): () => string {
  let digest: string | undefined;
  return () => {
    digest ??= createHash('sha256')
      .update(canonicalJson(JSON.parse(JSON.stringify(surfaceTool(tool)))))
      .digest('hex');
    return digest;
  };
}

/** A page is made of an answer that masking left in its own form. */
function rendererOf(tool: Tool<unknown>): NonNullable<Action['page']> {
  return async (value, input) => {
    const output = tool.output.safeParse(value);
    if (output.success) return tool.page?.(output.data, input);
    throw new ToolError(
      'forbidden',
      `Parts of this answer are masked for your role, so ${tool.name} can't make a page of it. Ask for it as data.`,
    );
  };
}

/** The reading of a resource as the pipeline runs it: a read whose arguments are the template's variables. */
export function resourceAction(resource: ResourceDefinition<unknown>, system: string, connection: Connection): Action {
  const { name, title, data, scopes } = resource;
  const variables = [...resource.uri.matchAll(/\{(\w+)\}/g)].flatMap(([, variable]) => variable ?? []);
  return {
    kind: 'resource',
    name,
    title,
    system,
    effect: 'read',
    data,
    scopes,
    rateLimit: resourceRateLimit,
    input: z.object(Object.fromEntries(variables.map((variable) => [variable, z.string().min(1).max(200)]))),
    output: resource.output ?? z.unknown(),
    timeoutSeconds: defaultTimeoutSeconds,
    cacheSeconds: resource.cacheSeconds ?? (resource.live ? 0 : resourceCacheSeconds),
    examples: [Object.fromEntries(variables.map((variable) => [variable, '...']))],
    ...(connection.login && { login: connection.login }),
    prepare: connection.prepare,
    async run(call) {
      const params = Object.fromEntries(Object.entries(call.input).map(([key, value]) => [key, String(value)]));
      const { isCleared } = clearanceOf(call);
      return resource.read({ api: await connection.api(), params, signal: signalOf(call), isCleared });
    },
  };
}

/** The look-up of values that a template's variable can take: a reading of the resource, whose argument is what was typed. */
export function completionAction(
  resource: ResourceDefinition<unknown>,
  variable: string,
  system: string,
  connection: Connection,
): Action {
  const complete = resource.complete?.[variable];
  return {
    ...resourceAction(resource, system, connection),
    input: z.object({ [variable]: z.string().max(200) }),
    output: z.object({ [variable]: z.array(z.string()) }),
    cacheSeconds: 0,
    async run({ input }) {
      const value = String(input[variable]);
      return { [variable]: (await complete?.({ api: await connection.api(), value })) ?? [] };
    },
  };
}

/** What a caller asked for and is not there. Its name is the caller's text and may hold anything: one that no tool could have is not kept. */
export function missingAction(
  kind: 'tool' | 'resource',
  name: string,
  system: string,
  known: readonly string[],
): Action {
  const shown = toolLike.test(name) ? withoutPersonal(name) : 'unknown';
  return {
    kind,
    name: shown,
    title: shown,
    system,
    effect: 'read',
    data: 'public',
    scopes: [],
    rateLimit: resourceRateLimit,
    input: z.object({}),
    output: z.unknown(),
    timeoutSeconds: defaultTimeoutSeconds,
    cacheSeconds: 0,
    examples: [],
    prepare() {},
    async run() {
      throw new ToolError('not_found', `There is no such ${kind}. There are: ${known.join(', ')}.`);
    },
  };
}
