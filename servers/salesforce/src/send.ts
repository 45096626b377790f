import { once, readSdkAnswer, type Upstream } from '@bizmcp/core';
import type * as z from 'zod';
import { loadConnection, type Org } from './sdk.ts';

/** One request of the REST interface, below its version. */
export interface Request {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Each part stays one part, whatever a caller put into it. */
  path: readonly string[];
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Whether it changes something; everything but a GET does, unless told. */
  kind?: 'read' | 'write';
}

/** Sends a request by jsforce and holds the answer against a schema. */
export type Send = <Schema extends z.ZodType>(schema: Schema, request: Request) => Promise<z.output<Schema>>;

export function createSend(upstream: Upstream, org: Org): Send {
  const connection = once(() => loadConnection(org, upstream));
  return async (schema, request) => {
    const { body, headers = {}, method = 'GET', kind = method === 'GET' ? 'read' : 'write' } = request;
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const url = addressOf(request);
    const answer = (await connection()).request({ method, url, headers: { ...headers, ...type }, ...content });
    return readSdkAnswer(schema, answer, { system: 'Salesforce', kind });
  };
}

/** The address below the version: `/sobjects/Lead/describe`. */
export function addressOf({ path, query }: Request): string {
  return `/${path.map(encodePart).join('/')}${query === undefined ? '' : `?q=${encodeURIComponent(query)}`}`;
}

/** A part of a path that can't be two, nor lead upwards. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%2E'));
}
