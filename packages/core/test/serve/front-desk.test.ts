import { setTimeout as delay } from 'node:timers/promises';
import { type JSONRPCMessage, SUPPORTED_PROTOCOL_VERSIONS, type Transport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { FrontDesk } from '../../src/serve/mcp/front-desk.ts';
import { legacyVersions, modernVersion } from '../../src/serve/mcp/protocol-version.ts';
import {
  type Connect,
  envelope,
  lists,
  openings,
  plainOpenings,
  request,
  served,
  whoAmI,
} from './fixtures/openings.ts';
import { createRandom } from './fixtures/random.ts';

interface Answers {
  /** By id, then by text: requests may be answered in any order. */
  lines: string[];
  /** How often the SDK was loaded. */
  loads: number;
}

/** What a client gets for its messages; with `isDirect` from the SDK alone, which is the measure. */
async function converse(
  messages: readonly JSONRPCMessage[],
  isDirect = false,
  connect: Connect = served,
): Promise<Answers> {
  const sent: string[] = [];
  let loads = 0;
  const wire: Transport = {
    start: async () => {},
    send: async (message) => void sent.push(JSON.stringify(sorted(message))),
    close: async () => wire.onclose?.(),
  };
  const load: Connect = async (transport) => {
    loads += 1;
    return connect(transport);
  };
  const desk = isDirect ? undefined : new FrontDesk({ ...served.face, wire, connect: load, onerror: () => {} });
  const direct = desk ? undefined : await load(wire);
  for (const message of messages) wire.onmessage?.(message);
  await delay(isDirect ? 15 : 25);
  await (desk?.end() ?? direct?.close());
  return { lines: sent.sort(), loads };
}

/** Members in the order of their names: the protocol knows no order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

describe('the front desk', () => {
  it('speaks the versions that the SDK speaks', () => {
    expect([...SUPPORTED_PROTOCOL_VERSIONS].filter((version) => version !== modernVersion)).toEqual([
      ...legacyVersions,
    ]);
  });

  it.each(plainOpenings)('answers $title word for word as the SDK does, without loading it', async ({ messages }) => {
    const direct = await converse(messages, true);
    const { lines, loads } = await converse(messages);

    expect(lines).toEqual(direct.lines);
    expect(lines).toHaveLength(messages.filter((message) => 'id' in message).length);
    expect(loads).toBe(0);
  });

  it('answers each first message as the SDK alone would', async () => {
    await Promise.all(
      openings.map(async (opening) => {
        const [direct, desk] = await Promise.all([converse([opening(0)], true), converse([opening(0)])]);

        expect(desk.lines, JSON.stringify(opening(0))).toEqual(direct.lines);
      }),
    );
  });

  it('answers any conversation as the SDK alone would', async () => {
    const random = createRandom(7);
    let loaded = 0;
    for (let round = 0; round < 300; round += 1) {
      const messages = Array.from({ length: 1 + random.below(7) }, (_, id) => random.pick(openings)(id));
      const [direct, desk] = await Promise.all([converse(messages, true), converse(messages)]);

      expect(desk.lines, JSON.stringify(messages)).toEqual(direct.lines);
      loaded += desk.loads;
    }
    expect(loaded).toBeGreaterThan(100);
    expect(loaded).toBeLessThan(300);
  }, 60_000);

  it('tells the SDK who asks, though it was loaded after the handshake, and answers nothing twice', async () => {
    const [opening] = plainOpenings;
    const messages = [...(opening?.messages ?? []), whoAmI];
    const { lines, loads } = await converse(messages);

    expect(loads).toBe(1);
    expect(lines).toHaveLength(messages.filter((message) => 'id' in message).length);
    expect(lines.find((line) => line.includes('structuredContent'))).toContain('"client":"claude 1"');
  });

  it('tells what helps where the code cannot be loaded, and tries again at the next message', async () => {
    let tries = 0;
    const connect: Connect = async (transport) => {
      tries += 1;
      if (tries === 1) throw new Error('gone');
      return served(transport);
    };
    const [opening] = plainOpenings;
    const { lines } = await converse([...(opening?.messages ?? []), whoAmI], false, connect);

    expect(lines.filter((line) => line.includes('could not load its code. Restart the client'))).toHaveLength(1);
    expect(lines.some((line) => line.includes('protocolVersion'))).toBe(true);
  });

  it.each([
    ['before 2026-07-28', {}],
    ['since', envelope()],
  ])('refuses a cursor of a list, which has one page, and takes an empty one for none, %s', async (_, era) => {
    const { lines } = await converse([
      ...lists.map((method, id) => request(id, method, { ...era, cursor: 'a' })),
      ...lists.map((method, id) => request(10 + id, method, { ...era, cursor: '' })),
    ]);

    expect(lines.filter((line) => line.startsWith('{"error":{"code":-32602'))).toHaveLength(lists.length);
    expect(lines.filter((line) => line.includes('"result":'))).toHaveLength(lists.length);
  });

  it('hands on nothing of a client that went away while the code was loaded', async () => {
    const wire: Transport = { start: async () => {}, send: async () => {}, close: async () => {} };
    const loaded = Promise.withResolvers<void>();
    const heard: JSONRPCMessage[] = [];
    let isClosed = false;
    const connect: Connect = async (transport) => {
      await loaded.promise;
      transport.onmessage = (message) => void heard.push(message);
      return {
        async close() {
          isClosed = true;
        },
      };
    };
    new FrontDesk({ ...served.face, wire, connect, onerror: () => {} });
    wire.onmessage?.(whoAmI);

    wire.onclose?.();
    loaded.resolve();
    await delay(5);

    expect({ heard, isClosed }).toEqual({ heard: [], isClosed: true });
  });

  it('keeps to 2026-07-28 once a list was asked for in it, as the SDK does', async () => {
    const [handshake] = plainOpenings[0]?.messages ?? [];
    const messages = [request(10, 'tools/list', envelope()), request(11, 'server/discover', envelope()), handshake];
    const known = messages.filter((message) => message !== undefined);
    const [direct, desk] = [await converse(known, true), await converse(known)];

    expect(desk.lines).toEqual(direct.lines);
    expect(desk.lines.filter((line) => line.includes('"protocolVersion"'))).toEqual([]);
  });
});
