import type { HubspotState } from '../hubspot-state.ts';
import { stagePropertyOf, stagesOf } from '../portal/pipelines.ts';
import type { ObjectType } from './object-type.ts';
import type { CrmRecord } from './record.ts';
import { toIso } from './record.ts';

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
 * What is written to a ticket: with the time, where it moves to a closed stage without one; it keeps it when it is opened again.
 * https://knowledge.hubspot.com/object-settings/set-up-close-date-automation-for-objects
 */
export const withCloseDate = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  checked: ReadonlyMap<string, string>,
  now: number,
): ReadonlyMap<string, string> => {
  if (type.singular !== 'ticket' || checked.has('closed_date')) return checked;
  const stages = stagesOf(state, type).filter(({ metadata }) => metadata.isClosed === 'true');
  const isClosed = (values: ReadonlyMap<string, string>) =>
    stages.some(({ id }) => id === values.get('hs_pipeline_stage'));
  const isClosing = isClosed(checked) && !isClosed(record.properties);
  return isClosing ? new Map([...checked, ['closed_date', toIso(now)]]) : checked;
};
