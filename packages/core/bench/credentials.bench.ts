import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineOAuth } from '../src/credentials/oauth/oauth.ts';
import { createTokenSource, type TokenSource } from '../src/credentials/oauth/token-source.ts';
import { createTokenStore, type GrantKey, type TokenStore } from '../src/credentials/oauth/token-store.ts';

const repetitions = 200;

/** What credentials cost: a token at hand, a record written and read, and a whole renewal without its network. */
export async function run(): Promise<{ name: string; unit: string; value: number; note?: string }[]> {
  const home = mkdtempSync(join(tmpdir(), 'credentials-bench-'));
  try {
    const store = createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' });
    const key = { vendor: 'acme', tenant: 'default', principal: 'bench' };
    const source = openSource(store, key);
    await source.accessToken();
    const grant = await store.read(key);
    if (!grant) throw new Error('nothing was kept');
    return [
      { name: 'access token at hand', unit: 'ms', value: await median(() => source.accessToken()) },
      {
        name: 'record sealed and written',
        unit: 'ms',
        value: await median(() => store.write(key, grant)),
        note: 'fsync',
      },
      { name: 'record read and opened', unit: 'ms', value: await median(() => store.read(key)) },
      {
        name: 'renewal under the lock',
        unit: 'ms',
        value: await median(() => source.renew()),
        note: 'without network',
      },
    ];
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** A vendor without a network: each request brings another token. */
function openSource(store: TokenStore, key: GrantKey): TokenSource {
  let issued = 0;
  const oauth = defineOAuth({
    vendor: 'acme',
    system: 'Acme',
    flow: 'client_credentials',
    tokenUrl: 'https://acme.example/token',
    scopes: [],
    clientAuth: 'none',
    refresh: 'N',
  });
  const answer = async () => {
    issued += 1;
    return Response.json({ access_token: `token ${issued}`, expires_in: 3600 });
  };
  return createTokenSource({ store, key, oauth, client: { id: 'app' }, fetch: answer });
}

async function median(action: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let done = 0; done < repetitions; done += 1) {
    const begin = performance.now();
    await action();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[repetitions / 2] ?? Number.NaN;
}
