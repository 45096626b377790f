import { Refusal } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { type AssociationType, listAssociationTypes } from '../associations/association-type.ts';
import { enrollByCriteria } from '../automation/workflow.ts';
import { errorReply } from '../error-reply.ts';
import { type HubspotState, propertiesOf, recordsOf } from '../hubspot-state.ts';
import { stagePropertyOf } from '../portal/pipelines.ts';
import { noteLastContact } from './last-contact.ts';
import { withLineItemValues } from './line-item.ts';
import { type ObjectType, objectTypes } from './object-type.ts';
import type { CrmRecord } from './record.ts';
import {
  applyProperties,
  checkProperties,
  dropLaterDays,
  refuseDuplicates,
  refuseOtherStage,
  requireProperties,
  withoutStepBack,
} from './record-write.ts';
import { deriveFromStage, withCloseDate } from './stage-state.ts';

/** Values that a client sets; null or an empty string clears one. */
export const propertyValues = z.record(z.string(), z.string().nullable());

/** How two records are associated. */
export const associationSpec = z.strictObject({
  associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK']),
  associationTypeId: z.int(),
});

/** The body of a create: https://developers.hubspot.com/docs/guides/crm/using-object-apis */
export const createInput = z.strictObject({
  properties: propertyValues,
  associations: z
    .array(z.strictObject({ to: z.strictObject({ id: z.string() }), types: z.array(associationSpec) }))
    .optional(),
  objectWriteTraceId: z.string().optional(),
});

/** A record's associations with another one, as its create asks for them. */
interface PlannedAssociation {
  readonly toType: ObjectType;
  readonly toId: string;
  readonly type: AssociationType;
}

/** A create names only type ids; they tell which object type is meant. */
const resolveSpec = (
  state: HubspotState,
  from: ObjectType,
  toId: string,
  spec: z.output<typeof associationSpec>,
): PlannedAssociation => {
  for (const toType of objectTypes) {
    const type = listAssociationTypes(from, toType).find(
      (candidate) => candidate.typeId === spec.associationTypeId && candidate.category === spec.associationCategory,
    );
    if (type === undefined) continue;
    if (recordsOf(state, toType).get(toId)?.archivedAt === undefined && recordsOf(state, toType).has(toId)) {
      return { toType, toId, type };
    }
    throw new Refusal(
      errorReply(404, 'OBJECT_NOT_FOUND', `No ${toType.singular.toUpperCase()} with ID ${toId} exists`, {
        context: { id: [toId], objectType: [toType.plural] },
      }),
    );
  }
  throw new Refusal(
    errorReply(
      400,
      'VALIDATION_ERROR',
      `${spec.associationCategory} association type ${spec.associationTypeId} doesn't exist for ${from.plural}`,
      { context: { associationTypeId: [String(spec.associationTypeId)] } },
    ),
  );
};

/** What HubSpot fills in itself: the first pipeline, and the state of a task or an engagement. */
const withDefaults = (state: HubspotState, type: ObjectType, checked: Map<string, string>): Map<string, string> => {
  const names = stagePropertyOf(type);
  const [firstPipeline] = state.pipelines.get(type.id) ?? [];
  if (names !== undefined && firstPipeline !== undefined && !checked.has(names.pipeline)) {
    checked.set(names.pipeline, firstPipeline.id);
  }
  const hasLifecycle = propertiesOf(state, type).some((property) => property.name === 'lifecyclestage');
  if (hasLifecycle && !checked.has('lifecyclestage')) checked.set('lifecyclestage', 'lead');
  return checked;
};

/** A record that may be created: everything about it was checked. */
export interface PlannedRecord {
  readonly checked: ReadonlyMap<string, string>;
  readonly associations: readonly PlannedAssociation[];
}

/** Checks what a create asks for, or refuses it; changes nothing. */
export const planRecord = (
  state: HubspotState,
  type: ObjectType,
  input: z.output<typeof createInput>,
): PlannedRecord => {
  const given = withDefaults(state, type, checkProperties(state, type, input.properties));
  const checked = withLineItemValues(state, type, given);
  requireProperties(type, checked);
  refuseOtherStage(state, type, checked);
  refuseDuplicates(state, type, checked);
  const associations = (input.associations ?? []).flatMap(({ to, types }) =>
    types.map((spec) => resolveSpec(state, type, to.id, spec)),
  );
  return { checked, associations };
};

/** Creates a record that was checked, with its associations. */
export const createRecord = (
  state: HubspotState,
  type: ObjectType,
  { associations, checked }: PlannedRecord,
  now: number,
): CrmRecord => {
  const record: CrmRecord = {
    id: state.ids.next(),
    properties: new Map(),
    history: new Map(),
    createdAt: now,
    updatedAt: now,
    archivedAt: undefined,
  };
  applyProperties(record, type, checked, now);
  recordsOf(state, type).set(record.id, record);
  for (const { toId, toType, type: associationType } of associations) {
    state.associations.add({ type, id: record.id }, { type: toType, id: toId }, associationType);
  }
  noteLastContact(state, { type, id: record.id }, now);
  deriveFromStage(state, type, record);
  enrollByCriteria(state, type, record, checked.keys(), now);
  return record;
};

/** Checks what an update asks for, or refuses it; changes nothing. The function it gives makes the change. */
export const planUpdate = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  properties: Readonly<Record<string, string | null>>,
): ((now: number) => CrmRecord) => {
  const given = withoutStepBack(state, type, record, checkProperties(state, type, properties, record));
  const checked = withLineItemValues(state, type, given, record.properties);
  refuseOtherStage(state, type, new Map([...record.properties, ...checked]));
  refuseDuplicates(state, type, checked, record);
  return (now) => {
    applyProperties(record, type, withCloseDate(state, type, record, checked, now), now);
    if (checked.has('lifecyclestage')) dropLaterDays(state, type, record);
    noteLastContact(state, { type, id: record.id }, now);
    deriveFromStage(state, type, record);
    enrollByCriteria(state, type, record, checked.keys(), now);
    return record;
  };
};
