// The floor of the start bench: the smallest server that a person writes on the same SDK.
// biome-ignore lint/style/noRestrictedImports: the bench compares us with the bare SDK
import { McpServer } from '@modelcontextprotocol/server';
// biome-ignore lint/style/noRestrictedImports: the bench compares us with the bare SDK
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'hello', version: '1.0.0' });
  const inputSchema = z.object({ name: z.string() });
  server.registerTool('greet', { description: 'Greets', inputSchema }, ({ name }) => ({
    content: [{ type: 'text', text: `Hello ${name}` }],
  }));
  return server;
});
