// The lowest floor of the start bench that speaks the protocol: answers written by hand, no SDK, no schemas, no checks.
import { createInterface } from 'node:readline';

const schema = { type: 'object', properties: { name: { type: 'string' } } };
const answers: Record<string, unknown> = {
  initialize: {
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'no-sdk', version: '1' },
  },
  'tools/list': { tools: [{ name: 'greet', description: 'Greets', inputSchema: schema }] },
  'tools/call': { content: [{ type: 'text', text: 'Hello' }] },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method }: { id?: number; method: string } = JSON.parse(line);
  if (id !== undefined) process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: answers[method] })}\n`);
});
