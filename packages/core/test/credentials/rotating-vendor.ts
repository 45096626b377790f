import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { RefreshClass } from '../../src/credentials/oauth/oauth.ts';

/** How a rotating vendor behaves. */
interface Behaviour {
  refresh: RefreshClass;
  /** Milliseconds in which a token that was replaced still works, in class G. */
  graceMilliseconds?: number;
  /** Milliseconds between the rotation and its answer: where a killed client loses it. */
  answerMilliseconds?: number;
  lifeSeconds?: number;
}

/** What happened at the vendor, and the grant as it stands there. */
interface Ledger {
  counts: { rotated: number; reused: number; replayed: number };
  current: string;
  isEnded: boolean;
  replacedAt: Map<string, number>;
}

/** Takes a refresh token in, as strictly as told; a token that is used again after its time ends the grant. */
function take(ledger: Ledger, token: string, { refresh, graceMilliseconds = 0 }: Behaviour): boolean {
  const { counts, replacedAt } = ledger;
  const replaced = replacedAt.get(token);
  const isKnown = token === ledger.current || replaced !== undefined;
  if (ledger.isEnded || !isKnown) return false;
  if (replaced !== undefined && (refresh !== 'G' || Date.now() - replaced > graceMilliseconds)) {
    counts.reused += 1;
    ledger.isEnded = true;
    return false;
  }
  if (replaced !== undefined) counts.replayed += 1;
  counts.rotated += 1;
  if (refresh !== 'N') {
    replacedAt.set(token, replaced ?? Date.now());
    ledger.current = `refresh-${randomUUID()}`;
  }
  return true;
}

function grantText(ledger: Ledger, { refresh, lifeSeconds = 3600 }: Behaviour): string {
  return JSON.stringify({
    access_token: `access-${randomUUID()}`,
    token_type: 'Bearer',
    expires_in: lifeSeconds,
    ...(refresh !== 'N' && { refresh_token: ledger.current }),
  });
}

const refusal = JSON.stringify({ error: 'invalid_grant', error_description: 'canary-vendor-text' });

/**
 * A token endpoint that rotates, and ends the grant when a token is used again: strictly, or after the grace. It is a wire, not our
 * code: it shares nothing with it.
 */
export async function startRotatingVendor(behaviour: Behaviour) {
  const { answerMilliseconds = 0 } = behaviour;
  const firstRefreshToken = `refresh-${randomUUID()}`;
  const counts = { rotated: 0, reused: 0, replayed: 0 };
  const ledger: Ledger = { counts, current: firstRefreshToken, isEnded: false, replacedAt: new Map() };
  const faults: ((response: ServerResponse) => void)[] = [];

  const answer = async (form: URLSearchParams, response: ServerResponse) => {
    const isGood = take(ledger, form.get('refresh_token') ?? '', behaviour);
    const text = isGood ? grantText(ledger, behaviour) : refusal;
    const fault = faults.shift();
    if (fault) return fault(response);
    if (answerMilliseconds > 0) await delay(Math.random() * answerMilliseconds);
    response.writeHead(isGood ? 200 : 400, { 'content-type': 'application/json' }).end(text);
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    await answer(new URLSearchParams(text), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();

  return {
    tokenUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`,
    /** The refresh token that a person's login would have brought. */
    firstRefreshToken,
    counts,
    isEnded: () => ledger.isEnded,
    /** The next request is carried out, and answered by this instead. */
    failNext: (fault: (response: ServerResponse) => void) => void faults.push(fault),
    end: () => {
      ledger.isEnded = true;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
