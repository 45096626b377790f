import { type GetPromptResult, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type * as z from 'zod';
import { inputWords } from '../../define/input-words.ts';
import type { Prompt } from '../../define/prompt.ts';
import type { Server } from '../../define/server.ts';
import { withoutPersonal } from '../../masking/redactor.ts';

/**
 * Fills in a prompt. An argument that may be left out is, where it is wrong, and the text says so: some clients cut what a person typed at
 * every space ("Spring launch" comes as a campaign "Spring" compared with "launch"). Any other mistake is an invalid-params error.
 */
export function promptMessages(server: Server, name: string, args: Record<string, string>): GetPromptResult {
  const prompt = findPrompt(server, name);
  const { fields, problems } = withoutWrongOptional(prompt, args);
  const parsed = prompt.arguments.strict().safeParse(fields, { error: inputWords });
  if (!parsed.success) {
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `Wrong arguments for the prompt ${name}: ${problemWords(parsed.error.issues)}. It takes: ${Object.keys(prompt.arguments.shape).join(', ') || 'none'}.`,
    );
  }
  const note = problems && `\nLeft out of what was typed after the command: ${problems}. Its own words count.`;
  return {
    description: prompt.description,
    messages: [{ role: 'user', content: { type: 'text', text: prompt.text(parsed.data) + note } }],
  };
}

function withoutWrongOptional(prompt: Prompt, args: Record<string, string>) {
  // A blank text says nothing: it counts as left out.
  const fields = Object.fromEntries(Object.entries(args).filter(([, text]) => text.trim() !== ''));
  const wrong: z.core.$ZodIssue[] = [];
  for (const [name, schema] of Object.entries<z.ZodType>(prompt.arguments.shape)) {
    if (!schema.safeParse(undefined).success) continue;
    const { error } = schema.safeParse(fields[name], { error: inputWords });
    if (!error) continue;
    delete fields[name];
    wrong.push(...error.issues.map((issue) => ({ ...issue, path: [name] })));
  }
  return { fields, problems: problemWords(wrong) };
}

function problemWords(issues: readonly z.core.$ZodIssue[]): string {
  return withoutPersonal(issues.map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`).join('; '));
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
