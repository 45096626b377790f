import type { GrantKey, StoredGrant, TokenStore } from './token-store.ts';

/** Keeps grants in this process alone: for the sandbox, whose invented tokens must not take the place of real ones. */
export function createMemoryTokenStore(): TokenStore {
  const grants = new Map<string, StoredGrant>();
  const turns = new Map<string, Promise<unknown>>();
  const nameOf = ({ vendor, tenant, principal, app }: GrantKey) => JSON.stringify([vendor, tenant, principal, app]);

  return {
    read: async (key) => grants.get(nameOf(key)),
    version: (key) => grants.get(nameOf(key))?.accessToken,
    write: async (key, grant) => void grants.set(nameOf(key), grant),
    remove: async (key) => void grants.delete(nameOf(key)),
    withLock(key, action) {
      const name = nameOf(key);
      const turn = (turns.get(name) ?? Promise.resolve()).then(action);
      turns.set(
        name,
        turn.catch(() => {}),
      );
      return turn;
    },
    describeKey: async () => 'The tokens are kept in the memory of this process.',
    rotateKeys: async () => {},
  };
}
