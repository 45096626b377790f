/** What one tool costs a model that is shown it. */
export interface ToolTokens {
  name: string;
  tokens: number;
}

/** Tokens of what a model is shown of a tool (name, description, input schema), at four characters each: as in surface.json. */
export function toolTokensOf({ name, description, inputSchema }: Record<string, unknown>): ToolTokens {
  return { name: String(name), tokens: tokensOf(JSON.stringify({ name, description, inputSchema })) };
}

/** Tokens of a text, at four characters each. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
