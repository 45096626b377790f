import type { EnrollmentCriteria, Workflow } from '../automation/workflow.ts';
import { day } from './portal-builder.ts';

/** Contact-based workflows also have an id in the legacy API; only they can be enrolled into through the API. */
const createMaker =
  (today: number) =>
  (
    position: number,
    name: string,
    objectTypeId: string,
    criteria: EnrollmentCriteria,
    settings: { isEnabled?: boolean; shouldReEnroll?: boolean } = {},
  ): Workflow => ({
    flowId: String(585_050_000 + position * 31),
    workflowId: objectTypeId === '0-1' ? String(50_100_000 + position * 13) : undefined,
    name,
    objectTypeId,
    isEnabled: settings.isEnabled ?? true,
    shouldReEnroll: settings.shouldReEnroll ?? false,
    criteria,
    createdAt: today - (400 - position * 20) * day,
    updatedAt: today - (90 - position * 5) * day,
    revisionId: String(3 + position),
    enrollments: [],
  });

/** Makes the portal's workflows, all of them empty. */
export const seedWorkflows = (today: number): Workflow[] => {
  const workflow = createMaker(today);
  return [
    workflow(1, 'New lead nurture', '0-1', { kind: 'manual' }),
    workflow(2, 'Webinar follow-up', '0-1', { kind: 'manual' }, { shouldReEnroll: true }),
    workflow(3, 'Re-engage quiet contacts (paused)', '0-1', { kind: 'manual' }, { isEnabled: false }),
    workflow(4, 'Qualified lead hand-over', '0-1', {
      kind: 'property',
      property: 'lifecyclestage',
      values: ['salesqualifiedlead'],
    }),
    workflow(5, 'Deal won hand-over', '0-3', {
      kind: 'property',
      property: 'dealstage',
      values: ['closedwon', '881103'],
    }),
    workflow(6, 'Customer onboarding', '0-2', { kind: 'property', property: 'lifecyclestage', values: ['customer'] }),
    workflow(7, 'Escalate urgent tickets', '0-5', {
      kind: 'property',
      property: 'hs_ticket_priority',
      values: ['URGENT'],
    }),
  ];
};
