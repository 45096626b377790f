import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RefreshClass } from '../../src/credentials/oauth.ts';

/** How a rotating vendor behaves. */
interface Behaviour {
  refresh: RefreshClass;
  /** Milliseconds in which a token that was replaced still works, in class G. */
  graceMilliseconds?: number;
  /** Milliseconds between the rotation and its answer: where a killed client loses it. */
  answerMilliseconds?: number;
  lifeSeconds?: number;
}

/**
 * A token endpoint that rotates, and ends the grant when a token is used again: strictly, or after the grace. It is a wire, not our
 * code: it shares nothing with it.
 */
export async function startRotatingVendor(behaviour: Behaviour) {
  const { refresh, graceMilliseconds = 0, answerMilliseconds = 0, lifeSeconds = 3600 } = behaviour;
  const counts = { rotated: 0, reused: 0, replayed: 0 };
  let current = `refresh-${randomUUID()}`;
  let isEnded = false;
  const replacedAt = new Map<string, number>();
  const faults: ((response: ServerResponse) => void)[] = [];
  const first = current;

  const take = (token: string): boolean => {
    const replaced = replacedAt.get(token);
    const isKnown = token === current || replaced !== undefined;
    if (isEnded || !isKnown) return false;
    if (replaced !== undefined) {
      if (refresh !== 'G' || Date.now() - replaced > graceMilliseconds) {
        counts.reused += 1;
        isEnded = true;
        return false;
      }
      counts.replayed += 1;
    }
    counts.rotated += 1;
    if (refresh !== 'N') {
      replacedAt.set(token, replaced ?? Date.now());
      current = `refresh-${randomUUID()}`;
    }
    return true;
  };

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', async () => {
      const isGood = take(new URLSearchParams(text).get('refresh_token') ?? '');
      const fault = faults.shift();
      if (fault) return fault(response);
      if (answerMilliseconds > 0) await delay(Math.random() * answerMilliseconds);
      const granted = {
        access_token: `access-${randomUUID()}`,
        token_type: 'Bearer',
        expires_in: lifeSeconds,
        ...(refresh !== 'N' && { refresh_token: current }),
      };
      response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(isGood ? granted : { error: 'invalid_grant', error_description: 'canary-vendor-text' }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  return {
    tokenUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`,
    /** The refresh token that a person's login would have brought. */
    firstRefreshToken: first,
    counts,
    isEnded: () => isEnded,
    /** The next request is carried out, and answered by this instead. */
    failNext: (fault: (response: ServerResponse) => void) => void faults.push(fault),
    end: () => {
      isEnded = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
