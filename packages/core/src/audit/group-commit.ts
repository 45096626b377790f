import type { StoredEvent } from './audit-record.ts';
import { isIntent, isOutcome } from './call-event.ts';
import type { SegmentKeeper } from './segment-keeper.ts';

/** A record, or a signature over all before it, on its way to the disk. */
interface Waiting {
  record: StoredEvent | 'checkpoint';
  isDurable: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/** Brings records to the disk, as many at once as wait. */
export interface GroupCommit {
  /**
   * Resolves when the record is on the disk; rejects when it may not be. Without `isDurable` it resolves when the system has taken the
   * record, which outlives this process; the disk follows within {@link syncMilliseconds}.
   */
  put(record: Waiting['record'], isDurable?: boolean): Promise<void>;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}

/** How long a record that nobody waits for may be without its sync. */
const syncMilliseconds = 50;

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
        if (!batch.some(({ isDurable }) => isDurable)) syncSoon();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = undefined;
    onIdle();
  };
  const put: GroupCommit['put'] = (record, isDurable = true) =>
    new Promise((resolve, reject) => {
      waiting.push({ record, isDurable, resolve, reject });
      working ??= work();
    });
  // A failure is told to whoever writes next: the file is given up, and a gap is on record.
  const syncSoon = debounced(() => keeper.sync().catch(() => {}));
  return {
    put,
    async idle() {
      while (working) await working;
    },
  };
}

/** Runs once, a moment after the first of many calls; does not keep the process alive. */
function debounced(run: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      run();
    }, syncMilliseconds).unref();
  };
}

async function commit(keeper: SegmentKeeper, batch: readonly Waiting[], checkpointRecords: number): Promise<void> {
  const segment = await keeper.current();
  for (const { record } of batch) {
    if (record !== 'checkpoint') segment.stage(record.members);
    if (record === 'checkpoint' || segment.unanchored >= checkpointRecords) segment.stageCheckpoint('checkpoint');
  }
  await keeper.flush(
    segment,
    batch.some(({ isDurable }) => isDurable),
  );
  for (const { record } of batch) if (record !== 'checkpoint') follow(keeper.pending, record);
}

function follow(pending: Map<string, string>, { ev, call }: StoredEvent): void {
  if (call === undefined) return;
  if (isIntent(ev)) pending.set(call, ev);
  if (isOutcome(ev)) pending.delete(call);
}
