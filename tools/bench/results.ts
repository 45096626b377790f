import type { ConcurrencyResult } from './calls/measure-concurrency.ts';
import type { OverheadResult } from './calls/overhead.ts';
import type { Figure } from './figure.ts';
import type { FleetResult } from './fleet/measure-fleet.ts';
import type { Machine } from './machine.ts';
import type { MemoryResult } from './memory/measure-memory.ts';
import type { SizeResult } from './size/measure-sizes.ts';
import type { StartResult } from './start/measure-starts.ts';

/** All that one run measured; a part that was not asked for is not there. */
export interface Results {
  /** The day, as 2026-11-21. */
  date: string;
  machine: Machine;
  /** The load when the run was over. */
  loadAfter: number;
  /** Minutes. */
  lasted: number;
  isQuick: boolean;
  hasPeers: boolean;
  /** What a reader must know of the peers, by their names. */
  notes: Record<string, string>;
  start?: StartResult[];
  size?: SizeResult[];
  overhead?: OverheadResult;
  concurrency?: ConcurrencyResult[];
  memory?: MemoryResult[];
  fleet?: FleetResult[];
  governance?: Figure[];
  insights?: Figure[];
}
