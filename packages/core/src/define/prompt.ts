import type * as z from 'zod';

/** A ready-made request that a person starts by name. It asks the model; it reaches no system itself. */
export interface PromptDefinition<Arguments extends z.ZodObject> {
  /** snake_case, unique in the server. */
  name: string;
  title: string;
  description: string;
  /** Fields are strings: that is all a client can send. */
  arguments: Arguments;
  /** Values an argument can take, for completion. */
  complete?: Record<string, readonly string[]>;
  /** The text that is put before the model. */
  text(args: z.output<Arguments>): string;
}

/** A prompt, whatever its arguments. */
export type Prompt = PromptDefinition<z.ZodObject>;

/** Defines one prompt. */
export function definePrompt<Arguments extends z.ZodObject>(
  prompt: PromptDefinition<Arguments>,
): PromptDefinition<Arguments> {
  return prompt;
}
