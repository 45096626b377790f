import type { LineClient } from './line-client.ts';

/** What a client learns of a server before it calls anything. */
export interface Introduction {
  instructions: string;
  tools: Record<string, unknown>[];
}

/** Shakes hands with a server in the 2025-06-18 protocol, which all of them speak. */
export async function shakeHands(client: LineClient): Promise<string> {
  const { instructions } = await client.request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  });
  client.notify('notifications/initialized');
  return typeof instructions === 'string' ? instructions : '';
}

/** Shakes hands and asks for all tools, page by page. */
export async function introduce(client: LineClient): Promise<Introduction> {
  const instructions = await shakeHands(client);
  const tools: Record<string, unknown>[] = [];
  let cursor: unknown;
  do {
    const page = await client.request('tools/list', cursor === undefined ? {} : { cursor });
    tools.push(...(Array.isArray(page.tools) ? page.tools : []));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return { instructions, tools };
}
