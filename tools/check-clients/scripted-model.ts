import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

/** One call of a tool, as a model would make it: the name that the client gave the tool, and the arguments. */
export type ScriptedCall = readonly [tool: string, input: Record<string, unknown>];

/** What of a request to the Messages API tells how the conversation stands. */
const MessagesRequest = z.object({
  model: z.string(),
  tools: z.array(z.object({ name: z.string() })).default([]),
  messages: z.array(z.object({ content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]) })),
});

/**
 * A stand-in for Anthropic's Messages API on loopback, behind which no model thinks: it makes the calls of a script one after another and
 * then ends its turn. Streamed answers are events as https://docs.claude.com/en/docs/build-with-claude/streaming tells them.
 */
export async function startScriptedModel(script: readonly ScriptedCall[]) {
  const rest = [...script];
  /** What each call was answered, by its id, as the client put it before the model. */
  const results = new Map<unknown, string>();
  const server = createServer(async (request, response) => {
    const read = MessagesRequest.safeParse(JSON.parse((await text(request)) || '{}'));
    if (!read.success) return void response.writeHead(404).end('{}');
    const { model, tools, messages } = read.data;
    // Side requests, such as for a title of the conversation, come without tools.
    const call = tools.length > 0 ? rest.shift() : undefined;
    for (const { content } of messages)
      for (const part of typeof content === 'string' ? [] : content)
        if (part.type === 'tool_result') results.set(part.tool_use_id, JSON.stringify(part));
    streamTurn(
      response,
      model,
      call && { type: 'tool_use', id: `toolu_${rest.length}`, name: call[0], input: call[1] },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in for the model has no port.');
  return { url: `http://127.0.0.1:${address.port}`, results: () => [...results.values()], close: () => server.close() };
}

interface ToolUse {
  type: 'tool_use';
  id: string;
  name: string;
  input: Record<string, unknown>;
}

function streamTurn(response: ServerResponse, model: string, use: ToolUse | undefined): void {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  const delta = use
    ? { type: 'input_json_delta', partial_json: JSON.stringify(use.input) }
    : { type: 'text_delta', text: 'Done.' };
  const events = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: use ? { ...use, input: {} } : { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: use ? 'tool_use' : 'end_turn' }, usage },
    { type: 'message_stop' },
  ];
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}
