import * as z from 'zod';
import { type DocumentedEndpoint, endpoint, time } from './documented-endpoint.ts';
import { properties } from './documented-properties.ts';

const paging = z.strictObject({ next: z.strictObject({ after: z.string(), link: z.string().optional() }) }).optional();
const listOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ results: z.array(item), paging });
const batchOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ status: z.literal('COMPLETE'), results: z.array(item), startedAt: time, completedAt: time });

// https://developers.hubspot.com/docs/api-reference/latest/marketing/campaigns/guide and the pages below it
const asset = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  metrics: z.record(z.string(), z.number()).optional(),
});
const campaign = z.strictObject({
  id: z.guid(),
  properties: z.record(z.string(), z.string()),
  businessUnits: z.array(z.strictObject({ id: z.int() })),
  createdAt: time,
  updatedAt: time,
});
const moneyItem = z.strictObject({
  id: z.string(),
  name: z.string(),
  amount: z.number(),
  order: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
const budget = z.strictObject({
  budgetItems: z.array(moneyItem),
  spendItems: z.array(moneyItem),
  budgetTotal: z.number(),
  spendTotal: z.number(),
  remainingBudget: z.number(),
  currencyCode: z.string(),
});
const metrics = z.strictObject({
  sessions: z.int(),
  newContactsFirstTouch: z.int(),
  newContactsLastTouch: z.int(),
  influencedContacts: z.int(),
});
const revenue = z.strictObject({
  contactsNumber: z.int(),
  dealsNumber: z.int(),
  dealAmount: z.number(),
  revenueAmount: z.number(),
  currencyCode: z.string(),
});

const campaigns = (base: string): DocumentedEndpoint[] => [
  endpoint(
    'GET',
    base,
    ['after', 'limit', 'name', 'properties', 'sort'],
    [[200, listOf(campaign).extend({ total: z.int() })]],
  ),
  endpoint(
    'GET',
    `${base}/{id}`,
    ['startDate', 'endDate', 'properties'],
    [[200, campaign.extend({ assets: z.record(z.string(), listOf(asset)) })]],
  ),
  endpoint('GET', `${base}/{id}/assets/{type}`, ['after', 'limit', 'startDate', 'endDate'], [[200, listOf(asset)]]),
  endpoint('GET', `${base}/{id}/reports/metrics`, ['startDate', 'endDate'], [[200, metrics]]),
  endpoint('GET', `${base}/{id}/reports/revenue`, ['startDate', 'endDate', 'attributionModel'], [[200, revenue]]),
  endpoint(
    'GET',
    `${base}/{id}/reports/contacts/{type}`,
    ['after', 'limit', 'startDate', 'endDate'],
    [[200, listOf(z.strictObject({ id: z.string() }))]],
  ),
  endpoint('GET', `${base}/{id}/budget/totals`, [], [[200, budget]]),
];

// https://developers.hubspot.com/docs/api-reference/automation-automation-v4-v4/guide and the pages below it
const listing = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  isEnabled: z.boolean(),
  flowType: z.enum(['WORKFLOW', 'ACTION_SET', 'UNKNOWN']),
  objectTypeId: z.string(),
  revisionId: z.string(),
  createdAt: time,
  updatedAt: time,
});
const flow = listing.extend({
  type: z.enum(['CONTACT_FLOW', 'PLATFORM_FLOW']),
  startActionId: z.string(),
  nextAvailableActionId: z.string(),
  actions: z.array(
    z.strictObject({
      actionId: z.string(),
      actionTypeId: z.string(),
      actionTypeVersion: z.int(),
      type: z.literal('SINGLE_CONNECTION'),
      fields: z.record(z.string(), z.string()),
    }),
  ),
  enrollmentCriteria: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('MANUAL'), shouldReEnroll: z.boolean() }),
    z.strictObject({
      type: z.literal('LIST_BASED'),
      shouldReEnroll: z.boolean(),
      unEnrollObjectsNotMeetingCriteria: z.boolean(),
      reEnrollmentTriggersFilterBranches: z.array(z.unknown()),
      listFilterBranch: z.looseObject({ filterBranchType: z.literal('OR'), filterBranches: z.array(z.unknown()) }),
    }),
  ]),
  timeWindows: z.array(z.unknown()),
  blockedDates: z.array(z.unknown()),
  customProperties: z.record(z.string(), z.string()),
  crmObjectCreationStatus: z.enum(['COMPLETE', 'PENDING']),
  dataSources: z.array(z.unknown()),
  suppressionListIds: z.array(z.int()).optional(),
  canEnrollFromSalesforce: z.boolean().optional(),
});
const flowInputs = z.strictObject({
  inputs: z.array(z.strictObject({ flowId: z.string(), type: z.literal('FLOW_ID') })),
});
const mapping = z.strictObject({ flowId: z.int(), workflowId: z.int() });
const mappingInputs = z.strictObject({ inputs: z.array(z.looseObject({ type: z.enum(['FLOW_ID', 'WORKFLOW_ID']) })) });

const automation = (base: string): DocumentedEndpoint[] => [
  endpoint('GET', `${base}/flows`, ['after', 'limit'], [[200, listOf(listing)]]),
  endpoint('GET', `${base}/flows/{id}`, [], [[200, flow]]),
  endpoint('POST', `${base}/flows/batch/read`, [], [[200, batchOf(flow)]], flowInputs),
  endpoint('POST', `${base}/workflow-id-mappings/batch/read`, [], [[200, batchOf(mapping)]], mappingInputs),
];

// https://developers.hubspot.com/docs/api-reference/legacy/automation/workflows/v2/enroll-contact
const enrolment = '/automation/v2/workflows/{workflowId}/enrollments/contacts/{email}';
const enrolled = z.strictObject({ id: z.int(), portalId: z.int(), name: z.string(), enabled: z.boolean() });

// https://developers.hubspot.com/docs/api-reference/account-account-info-v3/details/get-account-info-v3-details
const account = z.strictObject({
  portalId: z.int(),
  accountType: z.enum(['STANDARD', 'SANDBOX', 'DEVELOPER_TEST', 'APP_DEVELOPER']),
  timeZone: z.string(),
  companyCurrency: z.string(),
  additionalCurrencies: z.array(z.string()),
  utcOffset: z.string().regex(/^[+-]\d{2}:\d{2}$/),
  utcOffsetMilliseconds: z.int(),
  uiDomain: z.string(),
  dataHostingLocation: z.string(),
});

// https://developers.hubspot.com/changelog/new-oauth-v3-api-endpoints-and-standardized-error-responses
const token = z.strictObject({
  token_type: z.literal('bearer'),
  token_use: z.enum(['access_token', 'client_credentials']),
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.int(),
  scopes: z.array(z.string()),
  hub_id: z.int(),
});
const tokenError = z.strictObject({
  error: z.string(),
  error_description: z.string(),
  status: z.string(),
  message: z.string(),
});

/** Everything that is documented and simulated, and not in the SDK. */
export const documentedEndpoints: readonly DocumentedEndpoint[] = [
  ...['/marketing/v3/campaigns', '/marketing/campaigns/2026-03', '/marketing/campaigns/2026-09'].flatMap(campaigns),
  ...['/automation/v4', '/automation/2026-09-beta'].flatMap(automation),
  ...['/crm/properties/2026-03', '/crm/properties/2026-09'].flatMap(properties),
  endpoint('POST', enrolment, [], [[204, undefined]]),
  endpoint('DELETE', enrolment, [], [[204, undefined]]),
  endpoint('GET', '/automation/v2/workflows/enrollments/contacts/{contactId}', [], [[200, z.array(enrolled)]]),
  ...['v3', '2026-03', '2026-09'].map((version) =>
    endpoint('GET', `/account-info/${version}/details`, [], [[200, account]]),
  ),
  ...['v1', 'v3', '2026-03', '2026-09'].map((version) =>
    endpoint(
      'POST',
      `/oauth/${version}/token`,
      [],
      [
        [200, token],
        [400, tokenError],
        [401, tokenError],
      ],
    ),
  ),
  ...['v3', '2026-03', '2026-09'].map((version) =>
    endpoint('POST', `/oauth/${version}/token/revoke`, [], [[204, undefined]]),
  ),
];
