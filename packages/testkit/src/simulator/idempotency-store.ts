import type { Clock } from './clock.ts';
import type { SimulatedReply } from './simulated-http.ts';

/** What became of a keyed request: done now, answered from memory, or refused because the key was used for another body. */
export type KeyedReply =
  | { readonly kind: 'fresh'; readonly reply: SimulatedReply }
  | { readonly kind: 'replayed'; readonly reply: SimulatedReply }
  | { readonly kind: 'conflict' };

/** Remembers the answers to keyed writes, as vendors with an idempotency key do. */
export interface IdempotencyStore {
  /** Runs `produce` once per key; the same key with another `fingerprint` of the request is a conflict. */
  once(key: string, fingerprint: string, produce: () => SimulatedReply): KeyedReply;
}

interface Remembered {
  readonly fingerprint: string;
  readonly reply: SimulatedReply;
  readonly expiresAt: number;
}

/** Makes a store that forgets a key after `retentionMilliseconds`. A refusal thrown by `produce` is not remembered. */
export const createIdempotencyStore = (clock: Clock, retentionMilliseconds: number): IdempotencyStore => {
  const remembered = new Map<string, Remembered>();
  return {
    once: (key, fingerprint, produce) => {
      const known = remembered.get(key);
      if (known !== undefined && known.expiresAt > clock.now()) {
        return known.fingerprint === fingerprint ? { kind: 'replayed', reply: known.reply } : { kind: 'conflict' };
      }
      const reply = produce();
      remembered.set(key, { fingerprint, reply, expiresAt: clock.now() + retentionMilliseconds });
      return { kind: 'fresh', reply };
    },
  };
};
