import { Refusal } from '@bizmcp/testkit/simulator';
import { type ErrorExtras, errorReply } from '../error-reply.ts';
import { type HubspotState, propertiesOf, recordsOf } from '../hubspot-state.ts';
import { stagePropertyOf, stagesOf } from '../portal/pipelines.ts';
import type { PropertyDefinition } from '../portal/property-definition.ts';
import type { ObjectType } from './object-type.ts';
import { checkValue, type PropertyFault } from './property-value.ts';
import { type CrmRecord, writeProperty } from './record.ts';

const renderFault = (state: HubspotState, fault: PropertyFault) => ({
  isValid: false,
  message: fault.message,
  error: fault.code,
  name: fault.name,
  localizedErrorMessage: fault.message,
  portalId: state.portal.id,
});

/** All wrong values in one error: https://developers.hubspot.com/docs/api-reference/error-handling */
const invalidPropertiesRefusal = (state: HubspotState, faults: readonly PropertyFault[]): Refusal => {
  const details = JSON.stringify(faults.map((fault) => renderFault(state, fault)));
  const extras: ErrorExtras = {
    errors: faults.map(({ code, message, name }) => ({ message, code, context: { propertyName: [name] } })),
  };
  return new Refusal(errorReply(400, 'VALIDATION_ERROR', `Property values were not valid: ${details}`, extras));
};

/** The values that an enumeration accepts: owners and pipelines are kept elsewhere. */
const acceptedOptions = (state: HubspotState, type: ObjectType, definition: PropertyDefinition): readonly string[] => {
  if (definition.isOwner) return state.owners.map((owner) => owner.id);
  const names = stagePropertyOf(type);
  if (definition.name === names?.pipeline) return (state.pipelines.get(type.id) ?? []).map((pipeline) => pipeline.id);
  if (definition.name === names?.stage) return stagesOf(state, type).map((stage) => stage.id);
  return definition.options.map((option) => option.value);
};

/** A leading semicolon adds options to those that are there: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
const withPresent = (definition: PropertyDefinition, value: string, present = ''): string => {
  if (definition.fieldType !== 'checkbox' || !value.startsWith(';')) return value;
  return [...new Set(`${present}${value}`.split(';').filter((option) => option !== ''))].join(';');
};

/** Checks values as HubSpot does, and gives them as it stores them: beside those of the record that there is, where options are added. */
export const checkProperties = (
  state: HubspotState,
  type: ObjectType,
  given: Readonly<Record<string, string | null>>,
  record?: CrmRecord,
): Map<string, string> => {
  const definitions = new Map(propertiesOf(state, type).map((definition) => [definition.name, definition]));
  const faults: PropertyFault[] = [];
  const checked = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const definition = definitions.get(name);
    if (definition === undefined) {
      faults.push({ name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` });
      continue;
    }
    const result = checkValue(definition, value ?? '', acceptedOptions(state, type, definition));
    if (result.kind === 'good') checked.set(name, withPresent(definition, result.value, record?.properties.get(name)));
    else faults.push(result.fault);
  }
  if (faults.length > 0) throw invalidPropertiesRefusal(state, faults);
  return checked;
};

/** Refuses a create without what the type needs. */
export const requireProperties = (type: ObjectType, checked: ReadonlyMap<string, string>): void => {
  const missing = type.requiredProperties.filter((name) => (checked.get(name) ?? '') === '');
  if (missing.length === 0) return;
  throw new Refusal(
    errorReply(
      400,
      'VALIDATION_ERROR',
      `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`,
      { context: { properties: missing } },
    ),
  );
};

/** Finds the live record that has this value in a unique property. */
export const findByUnique = (
  state: HubspotState,
  type: ObjectType,
  property: string,
  value: string,
): CrmRecord | undefined => {
  const wanted = value.toLowerCase();
  for (const record of recordsOf(state, type).values()) {
    if (record.archivedAt === undefined && record.properties.get(property)?.toLowerCase() === wanted) return record;
  }
  return undefined;
};

/** Refuses a value that another live record has: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide */
export const refuseDuplicates = (
  state: HubspotState,
  type: ObjectType,
  checked: ReadonlyMap<string, string>,
  own?: CrmRecord,
): void => {
  for (const definition of propertiesOf(state, type)) {
    const value = checked.get(definition.name) ?? '';
    if (!definition.isUnique || value === '' || definition.name === 'hs_object_id') continue;
    const other = findByUnique(state, type, definition.name, value);
    if (other === undefined || other === own) continue;
    const name = `${type.singular.charAt(0).toUpperCase()}${type.singular.slice(1)}`;
    throw new Refusal(errorReply(409, 'CONFLICT', `${name} already exists. Existing ID: ${other.id}`));
  }
};

const lifecycleStages = (state: HubspotState, type: ObjectType): string[] =>
  propertiesOf(state, type)
    .find(({ name }) => name === 'lifecyclestage')
    ?.options.map(({ value }) => value) ?? [];

/**
 * A lifecycle stage only moves forward, in the order of its options, unless it was cleared before; one that would not is passed over:
 * https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide, "Update contacts"
 */
export const withoutStepBack = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  checked: ReadonlyMap<string, string>,
): Map<string, string> => {
  const kept = new Map(checked);
  const stages = lifecycleStages(state, type);
  const [before, after] = [record.properties.get('lifecyclestage'), checked.get('lifecyclestage')];
  if (before && after && stages.indexOf(after) < stages.indexOf(before)) kept.delete('lifecyclestage');
  return kept;
};

/**
 * A record that is moved back, once its stage was cleared, has no days of later stages any more:
 * https://knowledge.hubspot.com/jp/articles/kcs_article/contacts/can-i-set-the-lifecycle-stage-of-a-contact-backwards
 */
export const dropLaterDays = (state: HubspotState, type: ObjectType, record: CrmRecord): void => {
  const stages = lifecycleStages(state, type);
  const present = stages.indexOf(record.properties.get('lifecyclestage') ?? '');
  if (present < 0) return;
  for (const stage of stages.slice(present + 1)) record.properties.delete(`hs_lifecyclestage_${stage}_date`);
};

/**
 * Each stage is of one pipeline, and is set together with it: https://developers.hubspot.com/docs/methods/pipelines/pipelines_overview
 * What HubSpot answers otherwise is not documented.
 */
export const refuseOtherStage = (state: HubspotState, type: ObjectType, values: ReadonlyMap<string, string>): void => {
  const names = stagePropertyOf(type);
  const stage = values.get(names?.stage ?? '');
  if (names === undefined || stage === undefined || stage === '') return;
  const pipeline = (state.pipelines.get(type.id) ?? []).find(({ id }) => id === values.get(names.pipeline));
  if (pipeline === undefined || pipeline.stages.some(({ id }) => id === stage)) return;
  const message = `${stage} is not a stage of pipeline ${pipeline.id}`;
  throw invalidPropertiesRefusal(state, [{ name: names.stage, code: 'INVALID_PIPELINE_STAGE_ID', message }]);
};

/** Writes checked values to a record, with their history. */
export const applyProperties = (
  record: CrmRecord,
  type: ObjectType,
  checked: ReadonlyMap<string, string>,
  now: number,
): void => {
  for (const [name, value] of checked) {
    writeProperty(record, type, name, { value, at: now, sourceType: 'INTEGRATION', sourceId: 'api' });
  }
  record.updatedAt = now;
};
