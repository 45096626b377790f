import { isIntent, isOutcome } from './call-event.ts';
import type { SegmentKeeper } from './segment-keeper.ts';

/** A record, or a signature over all before it, on its way to the disk. */
interface Waiting {
  fields: Record<string, unknown> | 'checkpoint';
  resolve(): void;
  reject(error: unknown): void;
}

/** Brings records to the disk, as many at once as wait. */
export interface GroupCommit {
  /** Resolves when the record is on the disk; rejects when it may not be. */
  put(fields: Waiting['fields']): Promise<void>;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}

/** Lets all callers of one moment share one sync of the disk, and calls `onIdle` when the last one was served. */
export function createGroupCommit(keeper: SegmentKeeper, checkpointRecords: number, onIdle: () => void): GroupCommit {
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;

  const work = async () => {
    // Callers of the same turn belong to the same sync.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await commit(keeper, batch, checkpointRecords);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = undefined;
    onIdle();
  };
  return {
    put: (fields) =>
      new Promise((resolve, reject) => {
        waiting.push({ fields, resolve, reject });
        working ??= work();
      }),
    async idle() {
      while (working) await working;
    },
  };
}

async function commit(keeper: SegmentKeeper, batch: readonly Waiting[], checkpointRecords: number): Promise<void> {
  const segment = await keeper.current();
  for (const { fields } of batch) {
    if (fields !== 'checkpoint') segment.stage(fields);
    if (fields === 'checkpoint' || segment.unanchored >= checkpointRecords) segment.stageCheckpoint('checkpoint');
  }
  await keeper.flush(segment);
  for (const { fields } of batch) if (fields !== 'checkpoint') follow(keeper.pending, fields);
}

function follow(pending: Map<string, string>, { ev, corr }: Record<string, unknown>): void {
  if (typeof ev !== 'string' || typeof corr !== 'string') return;
  if (isIntent(ev)) pending.set(corr, ev);
  if (isOutcome(ev)) pending.delete(corr);
}
