import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { type McpFace, unchanging } from './mcp-face.ts';
import { areNoParams, isPlainEnvelope, isPlainInitialize } from './plain-client.ts';
import { legacyVersions, modernVersion } from './protocol-version.ts';

type Result = Record<string, unknown>;

/**
 * The answers to how clients begin: the handshake and the lists, which are known before any code is loaded.
 * What is not surely to be answered so is left to the SDK, whose answers to the same messages are the measure of these.
 */
export class Opening {
  readonly #face: McpFace;
  #era: 'none' | 'probed' | 'legacy' | 'modern' = 'none';

  constructor(face: McpFace) {
    this.#face = face;
  }

  /** The result for a request, `'nothing'` for a notification that wants none, undefined for what only the SDK can answer. */
  answer(message: JSONRPCMessage): Result | 'nothing' | undefined {
    if (!('method' in message)) return undefined;
    const { method, params } = message;
    if (!('id' in message)) {
      return this.#era === 'legacy' && method === 'notifications/initialized' && areNoParams(params)
        ? 'nothing'
        : undefined;
    }
    if (method === 'initialize') return this.#initialize(params);
    if (this.#era === 'legacy') return areNoParams(params) ? this.#legacyResult(method) : undefined;
    return isPlainEnvelope(params) ? this.#modernResult(method) : undefined;
  }

  #initialize(params: Result | undefined): Result | undefined {
    if ((this.#era !== 'none' && this.#era !== 'probed') || !isPlainInitialize(params)) return undefined;
    this.#era = 'legacy';
    const { identity, capabilities, instructions } = this.#face;
    const protocolVersion = legacyVersions.find((version) => version === params?.protocolVersion) ?? legacyVersions[0];
    return { protocolVersion, capabilities, serverInfo: identity, instructions };
  }

  #legacyResult(method: string): Result | undefined {
    return method === 'ping' ? {} : this.#list(method);
  }

  #modernResult(method: string): Result | undefined {
    const result = method === 'server/discover' ? this.#discovery() : this.#list(method);
    if (!result) return undefined;
    // A client may still ask for the era before, as long as it has only asked what there is.
    this.#era = method === 'server/discover' && this.#era !== 'modern' ? 'probed' : 'modern';
    const _meta = { 'io.modelcontextprotocol/serverInfo': this.#face.identity };
    return { ...result, resultType: 'complete', ...unchanging, _meta };
  }

  #discovery(): Result {
    const { capabilities, instructions } = this.#face;
    return { supportedVersions: [modernVersion], capabilities, instructions };
  }

  #list(method: string): Result | undefined {
    return new Map<string, Result>(Object.entries(this.#face.lists)).get(method);
  }
}
