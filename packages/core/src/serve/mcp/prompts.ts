import { type GetPromptResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Prompt } from '../../define/prompt.ts';
import type { Server } from '../../define/server.ts';
import { withoutPersonal } from '../../masking/redactor.ts';
import { inputWords } from '../../pipeline/input-words.ts';

/** Fills in a prompt. Throws an invalid-params error that names what is missing. */
export function promptMessages(server: Server, name: string, args: Record<string, string>): GetPromptResult {
  const prompt = findPrompt(server, name);
  const parsed = prompt.arguments.strict().safeParse(args, { error: inputWords });
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`);
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Wrong arguments for the prompt ${name}: ${withoutPersonal(issues.join('; '))}. It takes: ${Object.keys(prompt.arguments.shape).join(', ') || 'none'}.`,
    );
  }
  return {
    description: prompt.description,
    messages: [{ role: 'user', content: { type: 'text', text: prompt.text(parsed.data) } }],
  };
}

/** Values of a prompt's argument that begin with what was typed. */
export function completePromptArgument(
  server: Server,
  name: string,
  argument: { name: string; value: string },
): string[] {
  const values = findPrompt(server, name).complete?.[argument.name] ?? [];
  return values.filter((value) => value.startsWith(argument.value));
}

function findPrompt(server: Server, name: string): Prompt {
  const prompts = server.prompts ?? [];
  const prompt = prompts.find((candidate) => candidate.name === name);
  if (prompt) return prompt;
  const known = prompts.map((candidate) => candidate.name).join(', ') || 'none';
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no prompt of this name. There are: ${known}.`);
}
