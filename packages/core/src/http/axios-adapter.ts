import { AsyncLocalStorage } from 'node:async_hooks';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { currentCall } from '../pipeline/current-call.ts';
import { foreseenError } from '../pipeline/hide-surprises.ts';
import { type AxiosRequest, axiosBody, axiosHeaders, axiosUrl } from './axios-request.ts';
import { textOf } from './json-answer.ts';
import type { Upstream } from './upstream.ts';

/** What axios expects of an adapter. */
interface AxiosAnswer<Config> {
  data: string | Buffer;
  status: number;
  statusText: string;
  headers: Record<string, string>;
  config: Config;
  request: null;
}

/** One use of an SDK, which may send several requests. */
interface Use {
  upstream: Upstream;
  /** What our side threw last; SDKs wrap it, turn it into text or lose it. */
  failure?: ToolError;
  /** Methods of the requests that were answered well. */
  answered: string[];
}

const uses = new AsyncLocalStorage<Use>();

/**
 * Sends the requests of an SDK built on axios through the upstream of the {@link useAxiosSdk} they belong to, and none that belongs
 * to no use: so one adapter, set once as `axios.defaults.adapter` or in each request, serves every connection of a process.
 */
export async function axiosAdapter<Config extends AxiosRequest>(config: Config): Promise<AxiosAnswer<Config>> {
  const use = uses.getStore();
  if (!use) throw new Error('A vendor SDK sent a request outside of useAxiosSdk, so it was not sent');
  const method = typeof config.method === 'string' ? config.method.toUpperCase() : 'GET';
  try {
    const body = axiosBody(config);
    const response = await use.upstream.fetch(axiosUrl(config), {
      method,
      headers: axiosHeaders(config),
      ...(body !== undefined && { body }),
      ...(config.signal instanceof AbortSignal && { signal: config.signal }),
    });
    const { status, statusText } = response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    use.answered.push(method);
    // As the upstream has read it: without a byte order mark, over which an SDK's parser stumbles.
    const isText = config.responseType !== 'arraybuffer';
    const data = isText ? textOf({ headers: response.headers, body: bytes }) : Buffer.from(bytes);
    return { data, status, statusText, headers: Object.fromEntries(response.headers), config, request: null };
  } catch (error) {
    if (error instanceof ToolError) use.failure = error;
    throw error;
  }
}

/**
 * Runs one use of an SDK built on axios, whose requests {@link axiosAdapter} then sends through `upstream`. Rejects with the
 * upstream's own ToolError whatever the SDK made of it; where the SDK stumbles over a good answer, with `bad_answer`, or
 * `unknown_outcome` in a write. Await the SDK inside: work that goes on after `use` belongs to it, but its failure is not told.
 */
export function useAxiosSdk<Result>(upstream: Upstream, use: () => Promise<Result>): Promise<Result> {
  const store: Use = { upstream, answered: [] };
  return uses.run(store, async () => {
    try {
      return await use();
    } catch (error) {
      throw foreseenError(error) ?? store.failure ?? stumbleOf(store) ?? error;
    }
  });
}

/** The SDK failed although every answer was good: what it could not read is the vendor's text, and is not shown. */
function stumbleOf({ upstream: { system }, answered }: Use): ToolError | undefined {
  if (answered.length === 0) return undefined;
  const call = currentCall.getStore();
  const mayHaveWritten = call !== undefined && isWrite(call.effect) && answered.some((method) => method !== 'GET');
  return mayHaveWritten
    ? new ToolError(
        'unknown_outcome',
        `${system} answered, but not as its client expects, so the change may or may not have happened; look it up before trying again.`,
      )
    : new ToolError(
        'bad_answer',
        `${system} answered, but not as its client expects. Try again later; if it stays so, report it.`,
      );
}
