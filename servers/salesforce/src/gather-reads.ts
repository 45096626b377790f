import { setImmediate as endOfTurn } from 'node:timers/promises';
import { readSdkAnswer, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { addressOf, type Request, type Send } from './send.ts';

/** A composite request holds 25 reads, and five of them may be queries: a query takes the room of five. */
const room = 25;
const roomOfQuery = 5;

/** What may fail at once, and each for itself not: it is too much, or a gateway before the org lets no composite request through. */
const failsTogether = new Set(['too_large', 'timeout', 'not_found', 'forbidden']);

const WireComposite = z.object({
  compositeResponse: z.array(z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.string() })),
});

/** The answer to one read; none where it is to be asked for alone. */
interface Waiting {
  request: Request;
  answer: PromiseWithResolvers<{ body: unknown } | undefined>;
}

/**
 * Sends reads that are asked for at the same moment of one call in one composite request, which counts as one of the org's requests.
 * What fails in it is asked for again alone, and so tried again and explained like any other. Its addresses can hold references
 * (`@{...}`), so that no text of a caller's may be in them.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html
 */
export function gatherReads(send: Send, version: string): Send {
  const waiting = new Map<string, Waiting>();
  const flush = async () => {
    await endOfTurn();
    const groups = groupsOf([...waiting.values()]);
    waiting.clear();
    await Promise.all(groups.map((group) => askTogether(send, version, group)));
  };
  const ask = (request: Request) => {
    const address = addressOf(request);
    const known = waiting.get(address);
    if (known) return known.answer.promise;
    if (waiting.size === 0) void flush();
    const answer: Waiting['answer'] = Promise.withResolvers();
    waiting.set(address, { request, answer });
    return answer.promise;
  };
  return async (schema, request) => {
    const answer = await ask(request);
    if (!answer) return send(schema, request);
    return readSdkAnswer(schema, answer.body, { system: 'Salesforce', kind: 'read' });
  };
}

function groupsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  let left = 0;
  for (const one of waiting) {
    const size = one.request.path[0] === 'query' ? roomOfQuery : 1;
    if (size > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)?.push(one);
    left -= size;
  }
  return groups;
}

/** Never rejects: each read gets what came of it. */
async function askTogether(send: Send, version: string, group: readonly Waiting[]): Promise<void> {
  if (group.length === 1) return group[0]?.answer.resolve(undefined);
  const compositeRequest = group.map(({ request }, index) => ({
    method: 'GET',
    url: `/services/data/v${version}${addressOf(request)}`,
    referenceId: `read${index}`,
  }));
  try {
    const body = { allOrNone: false, compositeRequest };
    const { compositeResponse } = await send(WireComposite, {
      method: 'POST',
      path: ['composite'],
      body,
      kind: 'read',
    });
    const answers = new Map(compositeResponse.map((one) => [one.referenceId, one]));
    for (const [index, { answer }] of group.entries()) {
      const found = answers.get(`read${index}`);
      answer.resolve(found?.httpStatusCode === 200 ? { body: found.body } : undefined);
    }
  } catch (error) {
    const isAskedAlone = error instanceof ToolError && failsTogether.has(error.code);
    for (const { answer } of group) isAskedAlone ? answer.resolve(undefined) : answer.reject(error);
  }
}
