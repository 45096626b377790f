import { PassThrough } from 'node:stream';
import type { Upstream } from '@bizmcp/core';
import type { Connection } from 'jsforce/lib/connection.js';

/** Whose REST interface a connection speaks to, and in which version: `68.0`. */
export interface Org {
  instanceUrl: string;
  version: string;
}

type Transport = Connection['_transport'];

/**
 * Loads jsforce when it is first needed, and leads its requests through our upstream: jsforce asks its transport for every request.
 * It is given no session, so that it neither signs requests nor renews anything itself.
 */
export async function loadConnection({ instanceUrl, version }: Org, upstream: Upstream): Promise<Connection> {
  const [sdk, promises] = await Promise.all([
    import('jsforce/lib/connection.js'),
    import('jsforce/lib/util/promise.js'),
  ]);
  const connection = new sdk.Connection({ instanceUrl, version });
  connection._transport = transportThrough(upstream, (builder) => promises.StreamPromise.create(builder));
  return connection;
}

type HttpRequest = Parameters<Transport['httpRequest']>[0];
type CreatePromise = typeof import('jsforce/lib/util/promise.js')['StreamPromise']['create'];

function transportThrough(upstream: Upstream, createPromise: CreatePromise): Transport {
  return {
    httpRequest: (request) => createPromise(() => ({ stream: new PassThrough(), promise: send(upstream, request) })),
    getRequestStreamCreator() {
      throw new TypeError('Requests to Salesforce are never streamed');
    },
  };
}

async function send(upstream: Upstream, { body, headers: given, method, url }: HttpRequest) {
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw new TypeError('A request to Salesforce has a body that is no text, so nothing was sent');
  }
  // The length is fetch's business.
  const { 'content-length': _length, ...headers } = given ?? {};
  const init = { method, headers: { accept: 'application/json', ...headers }, ...(body && { body }) };
  const response = await upstream.fetch(url, init);
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
