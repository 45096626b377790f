import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const bin = join(import.meta.dirname, '../../../servers/hello/dist/index.js');

const Reply = z.object({
  id: z.number(),
  result: z.looseObject({ content: z.array(z.object({ text: z.string() })).optional() }),
});

const ToolAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }).optional() });

/** What became of a call: its error, if it has one. */
export type ToolAnswer = z.output<typeof ToolAnswer>;

/** The built server of the notebook, as a client has started it, on a notebook that counts what is written into it. */
export interface NotebookServer {
  notes: string[];
  call(tool: string, input: Record<string, unknown>): Promise<ToolAnswer>;
  stop(): Promise<void>;
}

/** Starts the server in a process of its own. */
export async function startNotebookServer(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<NotebookServer> {
  const { notes, notebook, url } = await startNotebook();
  const settings = { HELLO_TOKEN: 'token', HELLO_BASE_URL: url };
  const child = spawn(process.execPath, [bin, ...words], {
    env: { PATH: process.env.PATH, ...settings, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ask = createAsker(child);
  await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  });
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  return {
    notes,
    async call(name, args) {
      const { result } = await ask('tools/call', { name, arguments: args });
      return ToolAnswer.parse(JSON.parse(result.content?.[0]?.text ?? ''));
    },
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      notebook.closeAllConnections();
      notebook.close();
    },
  };
}

/** A notebook that keeps what is written into it. */
async function startNotebook() {
  const notes: string[] = [];
  const notebook = createServer(async (request, response) => {
    const chunks = await request.toArray();
    if (request.method === 'POST') notes.push(JSON.parse(Buffer.concat(chunks).toString()).text);
    const answer = { owner: 'Sam', id: notes.length, text: notes.at(-1), created: Date.now() };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  notebook.listen(0, '127.0.0.1');
  await once(notebook, 'listening');
  const address = notebook.address();
  assert.ok(address !== null && typeof address === 'object');
  return { notes, notebook, url: `http://127.0.0.1:${address.port}` };
}

/** One line there, one line back. */
function createAsker(child: ChildProcess) {
  assert.ok(child.stdin && child.stdout);
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout });
  const waiting = new Map<number, (reply: z.output<typeof Reply>) => void>();
  lines.on('line', (line) => {
    const reply = Reply.parse(JSON.parse(line));
    waiting.get(reply.id)?.(reply);
  });
  let id = 0;
  return (method: string, params: Record<string, unknown>) =>
    new Promise<z.output<typeof Reply>>((resolve, reject) => {
      id += 1;
      waiting.set(id, resolve);
      child.on('exit', () => reject(new Error('the server ended')));
      stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
}
