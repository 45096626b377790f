import type { HubspotState } from '../hubspot-state.ts';
import type { ObjectType } from '../objects/object-type.ts';
import { type CrmRecord, toIso } from '../objects/record.ts';

/** A record that went into a workflow. */
export interface Enrollment {
  readonly recordId: string;
  readonly at: number;
}

/** What puts records into a workflow: somebody by hand, or a property that takes one of these values. */
export type EnrollmentCriteria =
  | { readonly kind: 'manual' }
  | { readonly kind: 'property'; readonly property: string; readonly values: readonly string[] };

/** A workflow; contact-based ones also have an id in the legacy API. */
export interface Workflow {
  readonly flowId: string;
  readonly workflowId: string | undefined;
  readonly name: string;
  readonly objectTypeId: string;
  readonly isEnabled: boolean;
  readonly shouldReEnroll: boolean;
  readonly criteria: EnrollmentCriteria;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revisionId: string;
  readonly enrollments: Enrollment[];
}

/** HubSpot's ApiFlowListing. */
export const renderWorkflowListing = (workflow: Workflow) => ({
  id: workflow.flowId,
  name: workflow.name,
  isEnabled: workflow.isEnabled,
  flowType: 'WORKFLOW',
  objectTypeId: workflow.objectTypeId,
  revisionId: workflow.revisionId,
  createdAt: toIso(workflow.createdAt),
  updatedAt: toIso(workflow.updatedAt),
});

const renderCriteria = ({ criteria, shouldReEnroll }: Workflow) => {
  if (criteria.kind === 'manual') return { type: 'MANUAL', shouldReEnroll };
  const filter = {
    filterType: 'PROPERTY',
    property: criteria.property,
    operation: {
      operationType: 'ENUMERATION',
      operator: 'IS_ANY_OF',
      values: criteria.values,
      includeObjectsWithNoValueSet: false,
    },
  };
  return {
    type: 'LIST_BASED',
    shouldReEnroll,
    unEnrollObjectsNotMeetingCriteria: false,
    reEnrollmentTriggersFilterBranches: [],
    listFilterBranch: {
      filterBranchType: 'OR',
      filterBranchOperator: 'OR',
      filterBranches: [{ filterBranchType: 'AND', filterBranchOperator: 'AND', filterBranches: [], filters: [filter] }],
      filters: [],
    },
  };
};

/** HubSpot's ApiContactFlow or ApiPlatformFlow: https://developers.hubspot.com/docs/api-reference/automation-automation-v4-v4/action-enrollment-reference */
export const renderWorkflow = (workflow: Workflow) => {
  const isContactFlow = workflow.workflowId !== undefined;
  return {
    ...renderWorkflowListing(workflow),
    type: isContactFlow ? 'CONTACT_FLOW' : 'PLATFORM_FLOW',
    startActionId: '1',
    nextAvailableActionId: '2',
    actions: [
      {
        actionId: '1',
        actionTypeId: '0-1',
        actionTypeVersion: 0,
        type: 'SINGLE_CONNECTION',
        fields: { delta: '1440', time_unit: 'MINUTES' },
      },
    ],
    enrollmentCriteria: renderCriteria(workflow),
    timeWindows: [],
    blockedDates: [],
    customProperties: {},
    crmObjectCreationStatus: 'COMPLETE',
    dataSources: [],
    ...(isContactFlow ? { suppressionListIds: [], canEnrollFromSalesforce: false } : {}),
  };
};

/** Enrols a record in the workflows whose property trigger it now meets. */
export const enrollByCriteria = (
  state: HubspotState,
  type: ObjectType,
  record: CrmRecord,
  changed: Iterable<string>,
  now: number,
): void => {
  const names = new Set(changed);
  for (const { criteria, enrollments, isEnabled, objectTypeId, shouldReEnroll } of state.workflows) {
    if (!isEnabled || objectTypeId !== type.id || criteria.kind === 'manual' || !names.has(criteria.property)) continue;
    const isMet = criteria.values.includes(record.properties.get(criteria.property) ?? '');
    const isEnrolled = enrollments.some(({ recordId }) => recordId === record.id);
    if (isMet && (!isEnrolled || shouldReEnroll)) enrollments.push({ recordId: record.id, at: now });
  }
};
