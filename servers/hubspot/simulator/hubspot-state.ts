import type { IdSequence } from '@bizmcp/testkit/simulator';
import type { AssociationStore } from './associations/association-store.ts';
import type { Workflow } from './automation/workflow.ts';
import type { Campaign, MarketingEmail, MarketingForm } from './marketing/marketing.ts';
import type { ObjectType } from './objects/object-type.ts';
import type { CrmRecord } from './objects/record.ts';
import type { Owner } from './portal/owners.ts';
import type { Pipeline } from './portal/pipelines.ts';
import type { PropertyDefinition } from './portal/property-definition.ts';

/** The account that the simulator plays. */
export interface Portal {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly utcOffsetMilliseconds: number;
}

/** Everything that an account holds. */
export interface HubspotState {
  readonly portal: Portal;
  /** By object type id, then by record id, in the order of creation. */
  readonly records: Map<string, Map<string, CrmRecord>>;
  readonly associations: AssociationStore;
  /** By the id of a record that was merged away, the id of the one it is in. */
  readonly merged: Map<string, string>;
  /** By object type id. */
  readonly properties: Map<string, readonly PropertyDefinition[]>;
  /** By object type id. */
  readonly pipelines: Map<string, readonly Pipeline[]>;
  readonly owners: readonly Owner[];
  readonly workflows: readonly Workflow[];
  readonly campaigns: Map<string, Campaign>;
  readonly marketingEmails: Map<string, MarketingEmail>;
  readonly forms: MarketingForm[];
  readonly ids: IdSequence;
}

/** All records of a type, archived ones too. */
export const recordsOf = (state: HubspotState, type: ObjectType): Map<string, CrmRecord> => {
  const known = state.records.get(type.id);
  if (known !== undefined) return known;
  const created = new Map<string, CrmRecord>();
  state.records.set(type.id, created);
  return created;
};

/** The properties of a type. */
export const propertiesOf = (state: HubspotState, type: ObjectType): readonly PropertyDefinition[] =>
  state.properties.get(type.id) ?? [];

/** Says whether a type has a property of this name. */
export const knowsProperty = (state: HubspotState, type: ObjectType): ((name: string) => boolean) => {
  const names = new Set(propertiesOf(state, type).map((property) => property.name));
  return (name) => names.has(name);
};

/** The part of the state that a person would call data; the digest covers it. */
export const businessOf = (state: HubspotState): unknown => ({
  records: state.records,
  associations: state.associations.links,
  enrollments: state.workflows.map((workflow) => workflow.enrollments),
  campaigns: state.campaigns,
  marketingEmails: state.marketingEmails,
});
