import type { PropertyDefinition } from '../portal/property-definition.ts';
import { commonProperties, createGroup } from './define-property.ts';
import { ticketPipelines } from './sales-pipelines.ts';
import { stageProperties } from './stage-properties.ts';

const ticket = createGroup('ticketinformation');

/** https://knowledge.hubspot.com/properties/hubspots-default-ticket-properties */
export const ticketProperties: readonly PropertyDefinition[] = [
  ...commonProperties('ticketinformation', 'createdate', 'hs_lastmodifieddate'),
  ticket.define('subject', 'Ticket name'),
  ticket.define('content', 'Ticket description', 'longText'),
  ticket.define('hs_pipeline', 'Pipeline', 'select'),
  ticket.define('hs_pipeline_stage', 'Ticket status', 'select'),
  ticket.define('hs_ticket_category', 'Category', 'checkbox', [
    'PRODUCT_ISSUE',
    'BILLING_ISSUE',
    'FEATURE_REQUEST',
    'GENERAL_INQUIRY',
  ]),
  ticket.define('hs_ticket_priority', 'Priority', 'select', ['LOW', 'MEDIUM', 'HIGH', 'URGENT']),
  ticket.define('source_type', 'Source', 'select', ['CHAT', 'EMAIL', 'FORM', 'PHONE']),
  ticket.define('closed_date', 'Close date', 'datetime'),
  ...stageProperties('ticketinformation', ticketPipelines),
];

const engagement = createGroup('engagement');

const engagementCommon = (time = 'Activity date'): PropertyDefinition[] => [
  ...commonProperties('engagement', 'hs_createdate', 'hs_lastmodifieddate'),
  engagement.define('hs_timestamp', time, 'datetime'),
];

/** https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide */
export const noteProperties: readonly PropertyDefinition[] = [
  ...engagementCommon(),
  engagement.define('hs_note_body', 'Note body', 'html'),
];

/** HubSpot's own outcomes of calls: https://developers.hubspot.com/docs/api-reference/crm-calls-v3/guide */
export const callDispositions = [
  ['f240bbac-87c9-4f6e-bf70-924b57d47db7', 'Connected'],
  ['b2cf5968-551e-4856-9783-52b3da59a7d0', 'Left voicemail'],
  ['73a0d17f-1163-4015-bdd5-ec830791da20', 'No answer'],
  ['9d9162e7-6cf3-4944-bf63-4dff82258764', 'Busy'],
] as const;

/** https://developers.hubspot.com/docs/api-reference/crm-calls-v3/guide */
export const callProperties: readonly PropertyDefinition[] = [
  ...engagementCommon(),
  engagement.define('hs_call_title', 'Call title'),
  engagement.define('hs_call_body', 'Call notes', 'html'),
  engagement.define('hs_call_duration', 'Call duration', 'number', [], { description: 'In milliseconds.' }),
  engagement.define('hs_call_direction', 'Call direction', 'select', ['INBOUND', 'OUTBOUND']),
  engagement.define('hs_call_disposition', 'Call outcome', 'select', callDispositions),
  engagement.define('hs_call_status', 'Call status', 'select', ['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'QUEUED']),
  engagement.define('hs_call_from_number', 'From number'),
  engagement.define('hs_call_to_number', 'To number'),
];

/** https://developers.hubspot.com/docs/api-reference/crm-emails-v3/guide */
export const emailProperties: readonly PropertyDefinition[] = [
  ...engagementCommon(),
  engagement.define('hs_email_subject', 'Email subject'),
  engagement.define('hs_email_text', 'Email body', 'longText'),
  engagement.define('hs_email_html', 'Email body (HTML)', 'html'),
  engagement.define('hs_email_direction', 'Email direction', 'select', ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL']),
  engagement.define('hs_email_status', 'Email send status', 'select', [
    'SENT',
    'BOUNCED',
    'FAILED',
    'SCHEDULED',
    'SENDING',
  ]),
  engagement.define('hs_email_from_email', 'From', 'text', [], { isReadOnly: true }),
  engagement.define('hs_email_to_email', 'To', 'text', [], { isReadOnly: true }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-meetings-v3/guide */
export const meetingProperties: readonly PropertyDefinition[] = [
  ...engagementCommon(),
  engagement.define('hs_meeting_title', 'Meeting title'),
  engagement.define('hs_meeting_body', 'Meeting description', 'html'),
  engagement.define('hs_internal_meeting_notes', 'Internal notes', 'html'),
  engagement.define('hs_meeting_location', 'Location'),
  engagement.define('hs_meeting_start_time', 'Start time', 'datetime'),
  engagement.define('hs_meeting_end_time', 'End time', 'datetime'),
  engagement.define('hs_meeting_outcome', 'Meeting outcome', 'select', [
    'SCHEDULED',
    'COMPLETED',
    'RESCHEDULED',
    'NO_SHOW',
    'CANCELED',
  ]),
];

/** https://developers.hubspot.com/docs/api-reference/crm-tasks-v3/guide: of a task the time is when it is due */
export const taskProperties: readonly PropertyDefinition[] = [
  ...engagementCommon('Due date'),
  engagement.define('hs_task_subject', 'Task title'),
  engagement.define('hs_task_body', 'Task notes', 'html'),
  engagement.define('hs_task_status', 'Task status', 'select', [
    'NOT_STARTED',
    'IN_PROGRESS',
    'WAITING',
    'COMPLETED',
    'DEFERRED',
  ]),
  engagement.define('hs_task_priority', 'Priority', 'select', ['NONE', 'LOW', 'MEDIUM', 'HIGH']),
  engagement.define('hs_task_type', 'Task type', 'select', ['TODO', 'CALL', 'EMAIL']),
];
