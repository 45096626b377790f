import type { HubspotState } from '../hubspot-state.ts';
import { stagePropertyOf, stagesOf } from '../portal/pipelines.ts';
import type { ObjectType } from './object-type.ts';
import type { CrmRecord } from './record.ts';

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
