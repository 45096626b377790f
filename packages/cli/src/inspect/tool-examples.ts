import * as z from 'zod';
import type { LiveServer } from '../live-server/connect-server.ts';
import { plainValue } from '../screen/plain-text.ts';

const Example = z.object({ title: z.string(), input: z.unknown() });
const Capabilities = z.object({
  tools: z.array(z.object({ name: z.string(), examples: z.array(Example).default([]) })),
});

/** A call of a tool that can be copied. */
export type ToolExample = z.output<typeof Example>;

/** The examples that a server of bizmcp has among its capabilities, by tool; a server that may not or does not tell them has none. */
export async function examplesOfLive({ client }: LiveServer, uri: string): Promise<Map<string, ToolExample[]>> {
  try {
    const { contents } = await client.readResource({ uri });
    const text = contents.flatMap((content) => ('text' in content ? [content.text] : [])).join('');
    const { tools } = Capabilities.parse(plainValue(JSON.parse(text)));
    return new Map(tools.map(({ name, examples }) => [name, examples]));
  } catch {
    return new Map();
  }
}
