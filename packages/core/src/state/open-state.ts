import { createState } from './shared-state.ts';
import type { State, StateEngine } from './state.ts';

const sqlite = 'sqlite:';

/**
 * The state at an address: `sqlite:<path>` for the processes of one machine, `redis://` (`rediss://`) or `postgres://` for many
 * machines, `memory:` for one process. Nothing is opened or loaded before the first use.
 */
export function openState(url: string): State {
  return createState(() => openEngine(url), url.startsWith(sqlite) ? url.slice(sqlite.length) : undefined);
}

async function openEngine(url: string): Promise<StateEngine> {
  const scheme = url.slice(0, url.indexOf(':'));
  if (scheme === 'memory') return (await import('./memory-engine.ts')).createMemoryEngine();
  if (scheme === 'sqlite') return (await import('./sqlite-engine.ts')).openSqliteEngine(url.slice(sqlite.length));
  if (scheme === 'redis' || scheme === 'rediss') return (await import('./redis-engine.ts')).openRedisEngine(url);
  if (scheme === 'postgres' || scheme === 'postgresql') {
    return (await import('./postgres-engine.ts')).openPostgresEngine(url);
  }
  // The address itself stays out of the message: it may hold a password.
  throw new Error('the address of the state must begin with sqlite:, memory:, redis://, rediss:// or postgres://');
}
