import type { Progress } from '@modelcontextprotocol/client';
import { CliError } from '../cli-error.ts';
import type { LiveServer } from '../live-server/connect-server.ts';
import { messageOf } from '../message-of.ts';
import { plainText } from '../screen/plain-text.ts';
import { type CallOutcome, outcomeOf } from './approver.ts';
import type { InputSchema } from './call-input.ts';

/** A call to be made. */
export interface ToolCall {
  tool: string;
  /** Makes the input, once the tool's schema is known. */
  inputFor(schema: InputSchema): Record<string, unknown>;
  timeoutMilliseconds: number;
  signal: AbortSignal;
  onProgress(text: string): void;
}

/** Calls one tool once. Throws `CliError` for a tool that there is not. */
export async function callTool({ client }: LiveServer, call: ToolCall): Promise<CallOutcome> {
  const { tools } = await client.listTools();
  const tool = tools.find(({ name }) => name === call.tool);
  const input = call.inputFor(tool?.inputSchema ?? {});
  const options = {
    signal: call.signal,
    timeout: call.timeoutMilliseconds,
    resetTimeoutOnProgress: true,
    onprogress(progress: Progress) {
      // The SDK counts the rounds of a question as progress of its own; the person has seen the question.
      if (!progress.message?.startsWith('Fulfilling input required'))
        call.onProgress(plainText(progressText(progress)));
    },
  };
  try {
    return outcomeOf(await client.callTool({ name: call.tool, arguments: input }, options));
  } catch (error) {
    if (call.signal.aborted) throw error;
    if (tool) return { value: { error: { code: 'protocol', message: messageOf(error) } }, exitCode: 1 };
    const { nearHint } = await import('../near-hint.ts');
    const names = tools.map(({ name }) => name);
    const hint = nearHint(call.tool, names, `It has: ${names.join(', ')}.`);
    throw new CliError('usage', `The server has no tool "${call.tool}".`, hint);
  }
}

function progressText({ progress, total, message }: Progress): string {
  const share = total === undefined ? `${progress}` : `${progress}/${total}`;
  return message === undefined ? share : `${share} ${message}`;
}
