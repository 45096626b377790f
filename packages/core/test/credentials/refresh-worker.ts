import { defineOAuth } from '../../src/credentials/oauth/oauth.ts';
import { createTokenSource } from '../../src/credentials/oauth/token-source.ts';
import { createTokenStore } from '../../src/credentials/oauth/token-store.ts';

/** A server process that has its tokens refused again and again, until it sent so many refreshes itself. Prints a line for each. */
async function work(): Promise<void> {
  const [home = '', tokenUrl = '', refreshToken = '', refresh = '', count = '0'] = process.argv.slice(2);
  const oauth = defineOAuth({
    vendor: 'acme',
    system: 'Acme',
    flow: 'code',
    authorizeUrl: 'https://acme.example/authorize',
    tokenUrl,
    scopes: [],
    clientAuth: 'none',
    refresh: refresh === 'N' || refresh === 'G' ? refresh : 'S',
    graceSeconds: 600,
  });
  let sent = 0;
  const source = createTokenSource({
    store: createTokenStore(home, { BIZMCP_KEY_PLACE: 'file' }),
    key: { vendor: 'acme', tenant: 'default', principal: 'ana' },
    oauth,
    client: { id: 'app' },
    refreshToken,
    fetch: (input, init) => {
      sent += 1;
      return fetch(input, init);
    },
  });
  while (sent < Number(count)) {
    await source.accessToken();
    await source.renew();
    process.stdout.write(`${sent}\n`);
  }
}

try {
  await work();
} catch (error) {
  const { code, message } = error instanceof Error && 'code' in error ? error : { code: '', message: String(error) };
  process.stdout.write(`failed ${String(code)} ${message}\n`);
  process.exitCode = 1;
}
