import type { HistoryEntry } from './record.ts';

/** Says which properties tell when a record came to a stage last, and left it. */
export const isStageTime = (name: string): boolean => name.startsWith('hs_v2_date_');

/** The time that one of them has by the stages of the record: https://knowledge.hubspot.com/properties/stage-calculated-properties */
export const stageTime = (name: string, newestFirst: readonly HistoryEntry[]): number | undefined => {
  const [, end, stage] = /^hs_v2_date_(entered|exited)_(.+)$/.exec(name) ?? [];
  const index = stage === 'current_stage' ? 0 : newestFirst.findIndex(({ value }) => value === stage);
  return newestFirst[end === 'exited' ? index - 1 : index]?.at;
};
