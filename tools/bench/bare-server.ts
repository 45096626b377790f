// The floor of the governance bench: the same tool on the same SDK and the same simulator, with nothing around it.
// biome-ignore lint/style/noRestrictedImports: the bench compares us with the bare SDK
import { McpServer } from '@modelcontextprotocol/server';
// biome-ignore lint/style/noRestrictedImports: the bench compares us with the bare SDK
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import { createHelloSimulator } from '../../servers/hello/simulator/hello-simulator.ts';
import { Note, toNote, WireNote } from '../../servers/hello/src/note.ts';

const { simulator, settings } = createHelloSimulator();
const headers = { authorization: `Bearer ${settings.HELLO_TOKEN}`, accept: 'application/json' };
const Page = z.object({ notes: z.array(WireNote), next: z.string().nullable() });

serveStdio(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  const inputSchema = z.strictObject({ contains: z.string().default(''), limit: z.number().default(25) });
  const outputSchema = z.object({ notes: z.array(Note), next_cursor: z.string().optional() });
  server.registerTool(
    'list_notes',
    { description: 'Lists notes', inputSchema, outputSchema },
    async ({ contains, limit }) => {
      const response = await simulator.fetch(`https://hello.example/notes?contains=${contains}&limit=${limit}`, {
        headers,
      });
      const page = Page.parse(await response.json());
      const value = { notes: page.notes.map(toNote), ...(page.next !== null && { next_cursor: page.next }) };
      return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value };
    },
  );
  return server;
});
