import type { Transport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer, type McpServerOptions } from './mcp-server.ts';

/** Lets the SDK serve a connection, in the era that the client opens. Imported lazily: the opening needs none of this. */
export function serveMcp(
  transport: Transport,
  options: McpServerOptions,
  onerror: (error: Error) => void,
): { close(): Promise<void> } {
  return serveStdio(() => createMcpServer(options), { transport, onerror });
}
