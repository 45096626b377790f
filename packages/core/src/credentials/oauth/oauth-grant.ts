import type { Server } from '../../define/server.ts';
import type { OAuthAccess } from './oauth.ts';
import type { GrantKey } from './token-store.ts';

/** A system's OAuth under the settings at hand, and under which name its tokens are kept. */
export interface Grant extends OAuthAccess {
  key: GrantKey;
}

/** The grant that the settings lead to, none when they hold another credential, or why they can't be used. */
export function grantOf(
  api: Server['api'],
  settings: Record<string, unknown>,
  principal: string,
  tenant: string | undefined,
): { grant: Grant | undefined } | { problem: string } {
  try {
    const access = api.oauth?.(settings);
    return { grant: access && { ...access, key: keyOf(access, principal, tenant) } };
  } catch (error) {
    // It is thrown by a description that the settings made unsafe.
    if (!(error instanceof TypeError)) throw error;
    return { problem: `Settings are wrong: ${error.message}. Mend them in the client's configuration and restart it.` };
  }
}

/** A login belongs to one customer of ours, one account there, one user, one client and one address. */
function keyOf(
  { oauth, client, tenant: account }: OAuthAccess,
  principal: string,
  tenant: string | undefined,
): GrantKey {
  const names = [tenant, account].filter((name) => name !== undefined);
  return {
    vendor: oauth.vendor,
    tenant: names.length > 1 ? JSON.stringify(names) : (names[0] ?? 'default'),
    principal,
    app: `${client.id} at ${new URL(oauth.tokenUrl).origin}`,
  };
}
