import type { Server, Transport } from '@bizmcp/core';
import { hello } from '../../../servers/hello/src/server.ts';
import { withoutLimits } from './without-limits.ts';

/** The hello server on a simulator. It is not the sandbox, so all that it keeps goes to the files of a real run. */
export function createMeasuredHello(transport: Transport): Server {
  const { api } = hello;
  type Context = Parameters<typeof api.connect>[0];
  const connect = (context: Context) =>
    api.connect({ ...context, createUpstream: (options) => context.createUpstream({ ...options, transport }) });
  return withoutLimits({ ...hello, api: { ...api, connect } });
}
