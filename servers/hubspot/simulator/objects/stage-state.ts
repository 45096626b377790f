import type { HubspotState } from '../hubspot-state.ts';
import { stagePropertyOf, stagesOf } from '../portal/pipelines.ts';
import type { ObjectType } from './object-type.ts';
import { type CrmRecord, toIso } from './record.ts';

/** Sets what HubSpot works out from a deal's stage: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties */
export const deriveFromStage = (state: HubspotState, type: ObjectType, record: CrmRecord): void => {
  if (type.singular !== 'deal') return;
  const stageId = record.properties.get(stagePropertyOf(type)?.stage ?? '');
  const metadata = stagesOf(state, type).find(({ id }) => id === stageId)?.metadata;
  if (metadata === undefined) return;
  const probability = metadata.probability ?? '0.0';
  record.properties.set('hs_is_closed', String(metadata.isClosed === 'true'));
  record.properties.set('hs_is_closed_won', String(probability === '1.0'));
  record.properties.set('hs_deal_stage_probability', probability);
};

/**
 * What is written to a deal or ticket: with the time, where it moves to a closed stage, or from lost to won, without one; it keeps it when
 * it is opened again. Of those that are made closed no page tells. https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties
 * and https://knowledge.hubspot.com/object-settings/set-up-close-date-automation-for-objects
 */
export const withCloseDate = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  checked: ReadonlyMap<string, string>,
  now: number,
): ReadonlyMap<string, string> => {
  const names = stagePropertyOf(type);
  const date = type.singular === 'deal' ? 'closedate' : 'closed_date';
  const stage = checked.get(names?.stage ?? '');
  if (names === undefined || stage === undefined || checked.has(date)) return checked;
  const outcomeOf = (id: string | undefined) => {
    const metadata = stagesOf(state, type).find((each) => each.id === id)?.metadata;
    return metadata?.isClosed === 'true' ? (metadata.probability ?? 'closed') : undefined;
  };
  const outcome = outcomeOf(stage);
  const isClosing = outcome !== undefined && outcome !== outcomeOf(record.properties.get(names.stage));
  return isClosing ? new Map([...checked, [date, toIso(now)]]) : checked;
};
