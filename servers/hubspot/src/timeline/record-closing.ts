import type * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { storedTime, toIsoDate } from '../identifier.ts';
import type { Pipeline } from '../portal/pipeline.ts';
import { readObjects, type WireObject } from '../record/crm-object.ts';
import { stageProperties } from '../record/record-stage.ts';

type Wire = z.output<typeof WireObject>;

/** A deal or ticket was closed, or opened again. */
export interface Turn {
  at: string;
  became: Closing | 'reopened';
}

type Closing = 'closed' | 'won' | 'lost';

/** What comes of a deal in a closed stage, by the probability of that. */
const outcomes: Readonly<Record<number, Closing>> = { 0: 'lost', 1: 'won' };

/** The stages that a record came to, the latest last. */
type StageHistory = readonly { at: string; stage: string | null | undefined }[];

/**
 * When deals or tickets were closed and opened again, by id, the latest last. Their stages are asked for, as the close date tells of one
 * closing alone: it can be left behind, and stays when a ticket is opened again.
 * https://knowledge.hubspot.com/object-settings/set-up-close-date-automation-for-objects
 */
export async function readTurns(
  api: Hubspot,
  objectType: string,
  records: readonly Wire[],
  pipelines: readonly Pipeline[],
): Promise<ReadonlyMap<string, Turn[]>> {
  const { closed: dateName, stage: stageName } = stageProperties(objectType);
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const closedStages = stages.filter(({ closed }) => closed);
  const closings = new Map(closedStages.map(({ id, probability }) => [id, outcomes[Number(probability)] ?? 'closed']));
  const standings = records.map(({ id, properties }) => {
    const date = storedTime(properties[dateName]);
    // An open deal has a close date too: the one that is hoped for.
    if (objectType === 'deals') {
      const outcome: Closing = properties.hs_is_closed_won === 'true' ? 'won' : 'lost';
      return properties.hs_is_closed === 'true' ? { id, date, closing: outcome } : { id };
    }
    const isUnknown = stages.length === 0 && date !== undefined;
    return { id, date, closing: isUnknown ? 'closed' : closings.get(properties[stageName] ?? '') };
  });
  const wereClosed = standings.filter(({ date, closing }) => closing || isPast(date)).map(({ id }) => id);
  const histories = await readStageHistories(api, objectType, wereClosed, stageName);
  return new Map(
    standings.map(({ id, date, closing }): [string, Turn[]] => {
      const history = histories.get(id) ?? [];
      const turns = turnsOf(history, closings);
      if (!closing) return [id, turns];
      const at = isPast(date) ? date : (history.at(-1)?.at ?? date);
      const earlier = turns.at(-1)?.became === 'reopened' ? turns : turns.slice(0, -1);
      return [id, [...earlier, ...(at === undefined ? [] : [{ at, became: closing }])]];
    }),
  );
}

function turnsOf(history: StageHistory, closings: ReadonlyMap<string, Closing>): Turn[] {
  return history.flatMap(({ at, stage }, index) => {
    const closing = closings.get(stage ?? '');
    const isSame = (closing === undefined) === !closings.has(history[index - 1]?.stage ?? '');
    return isSame ? [] : [{ at, became: closing ?? 'reopened' }];
  });
}

function isPast(date: string | undefined): boolean {
  return date !== undefined && Date.parse(date) <= Date.now();
}

async function readStageHistories(api: Hubspot, objectType: string, ids: readonly string[], stageName: string) {
  const read = await readObjects(api, objectType, ids, [], [stageName]);
  return new Map(
    read.map(({ id, propertiesWithHistory }) => {
      const changes = (propertiesWithHistory?.[stageName] ?? []).flatMap(({ timestamp, value: stage }) => {
        const at = toIsoDate(timestamp);
        return at === undefined ? [] : [{ at, stage }];
      });
      // HubSpot has the newest first: of several changes of one moment the last is what came of it.
      const ofMoments = new Map(changes.toReversed().map((change) => [change.at, change]));
      return [id, [...ofMoments.values()].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))];
    }),
  );
}
