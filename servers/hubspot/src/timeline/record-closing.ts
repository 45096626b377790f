import type * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { toIsoDate } from '../identifier.ts';
import type { Pipeline } from '../portal/pipeline.ts';
import { readObjects, type WireObject } from '../record/crm-object.ts';
import { stageProperties } from '../record/record-stage.ts';
import { toTime } from './timeline-record.ts';

type Wire = z.output<typeof WireObject>;

/** When a deal or ticket was closed, and opened again after that. */
export interface Closing {
  closed?: string | undefined;
  reopened?: string | undefined;
}

/**
 * When deals or tickets were closed and opened again, by id. Their stages are asked for where the close date does not tell: it can be left
 * behind, and stays when a ticket is opened again. https://knowledge.hubspot.com/object-settings/set-up-close-date-automation-for-objects
 */
export async function readClosings(
  api: Hubspot,
  objectType: string,
  records: readonly Wire[],
  pipelines: readonly Pipeline[],
): Promise<ReadonlyMap<string, Closing>> {
  const { closed: dateName, stage: stageName } = stageProperties(objectType);
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const isClosedStage = (stage: string | null | undefined) => stages.some(({ id, closed }) => closed && id === stage);
  const standings = records.map(({ id, properties }) => {
    const date = toTime(properties[dateName]);
    // An open deal has a close date too: the one that is hoped for.
    if (objectType === 'deals')
      return properties.hs_is_closed === 'true' ? { id, date, isClosed: true } : { id, isClosed: false };
    const isUnknown = stages.length === 0 && date !== undefined;
    return { id, date, isClosed: isUnknown || isClosedStage(properties[stageName]) };
  });
  const odd = standings.filter(({ date, isClosed }) => isClosed !== isPast(date)).map(({ id }) => id);
  const histories = await readStageHistories(api, objectType, odd, stageName);
  return new Map(
    standings.map(({ id, date, isClosed }): [string, Closing] => {
      const history = histories.get(id) ?? [];
      if (isClosed) return [id, { closed: history[0]?.at ?? date }];
      const last = history.findIndex(({ stage }) => isClosedStage(stage));
      return [id, last < 0 ? {} : { closed: date, reopened: history[last - 1]?.at }];
    }),
  );
}

function isPast(date: string | undefined): boolean {
  return date !== undefined && Date.parse(date) <= Date.now();
}

/** The stages that records came to, the latest first. */
async function readStageHistories(api: Hubspot, objectType: string, ids: readonly string[], stageName: string) {
  const read = await readObjects(api, objectType, ids, [], [stageName]);
  return new Map(
    read.map(({ id, propertiesWithHistory }) => {
      const changes = (propertiesWithHistory?.[stageName] ?? []).flatMap(({ timestamp, value: stage }) => {
        const at = toIsoDate(timestamp);
        return at === undefined ? [] : [{ at, stage }];
      });
      return [id, changes.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))];
    }),
  );
}
