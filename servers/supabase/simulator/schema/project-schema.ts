import type { ColumnType } from './column-type.ts';
import { administratorsUpdate, ownOrganization, ownProfile, published } from './policies.ts';
import type { ColumnDefinition, Command, TableDefinition } from './table-definition.ts';

type Extras = Omit<ColumnDefinition, 'name' | 'type' | 'isNullable'>;

const required = (name: string, type: ColumnType, extras: Extras = {}): ColumnDefinition => ({
  name,
  type,
  isNullable: false,
  ...extras,
});

const optional = (name: string, type: ColumnType, extras: Extras = {}): ColumnDefinition => ({
  ...required(name, type, extras),
  isNullable: true,
});

const identity = required('id', 'bigint', { default: { kind: 'identity' } });
const uuidKey = required('id', 'uuid', { default: { kind: 'uuid' } });
const createdAt = required('created_at', 'timestamp with time zone', { default: { kind: 'now' } });
const tenant = required('organization_id', 'uuid', {
  references: 'organizations',
  default: { kind: 'organization' },
});

const words = (...allowed: readonly [string, ...string[]]): Extras => ({
  allowed,
  default: { kind: 'literal', value: allowed[0] },
});

const all: readonly Command[] = ['select', 'insert', 'update', 'delete'];
const members = { anon: all, authenticated: all, service_role: all };

const organizations: TableDefinition = {
  name: 'organizations',
  comment: 'The tenants',
  columns: [
    uuidKey,
    required('name', 'text', { isUnique: true }),
    required('plan', 'text', words('free', 'pro', 'enterprise')),
    optional('seats', 'integer'),
    createdAt,
  ],
  grants: { anon: ['select'], authenticated: ['select', 'insert', 'update'], service_role: all },
  policies: [ownOrganization('id', ['select']), administratorsUpdate('id')],
};

const userProfiles: TableDefinition = {
  name: 'user_profiles',
  comment: 'The people of the tenants',
  columns: [
    uuidKey,
    tenant,
    required('email', 'text', { isUnique: true }),
    optional('full_name', 'text'),
    required('role', 'text', words('member', 'agent', 'admin')),
    required('skills', 'text[]', { default: { kind: 'literal', value: [] } }),
    required('preferences', 'jsonb', { default: { kind: 'literal', value: {} } }),
    optional('satisfaction', 'double precision'),
    createdAt,
  ],
  grants: members,
  policies: [ownOrganization('organization_id', ['select']), ownProfile],
};

const userActivities: TableDefinition = {
  name: 'user_activities',
  comment: 'What visitors and users did',
  columns: [
    identity,
    tenant,
    optional('user_id', 'uuid', { references: 'user_profiles' }),
    optional('agent_id', 'text'),
    required('activity_type', 'text'),
    optional('page_url', 'text'),
    required('metadata', 'jsonb', { default: { kind: 'literal', value: {} } }),
    createdAt,
  ],
  grants: members,
  policies: [ownOrganization('organization_id', ['select', 'insert'])],
};

const supportTickets: TableDefinition = {
  name: 'support_tickets',
  comment: 'Questions and complaints, in the words of those who wrote them',
  columns: [
    identity,
    tenant,
    optional('requester_id', 'uuid', { references: 'user_profiles' }),
    optional('assigned_agent_id', 'text'),
    required('subject', 'text'),
    optional('description', 'text'),
    required('status', 'text', words('open', 'pending', 'solved', 'closed')),
    required('priority', 'text', words('normal', 'low', 'high', 'urgent')),
    required('tags', 'text[]', { default: { kind: 'literal', value: [] } }),
    createdAt,
    required('updated_at', 'timestamp with time zone', { default: { kind: 'now' } }),
  ],
  grants: members,
  policies: [ownOrganization('organization_id')],
};

const systemAlerts: TableDefinition = {
  name: 'system_alerts',
  comment: 'What the machines report; written by the project alone',
  columns: [
    identity,
    tenant,
    required('alert_type', 'text'),
    required('severity', 'text', words('low', 'medium', 'high')),
    required('message', 'text'),
    required('requires_action', 'boolean', { default: { kind: 'literal', value: false } }),
    createdAt,
  ],
  grants: members,
  policies: [ownOrganization('organization_id', ['select'])],
};

const documents: TableDefinition = {
  name: 'documents',
  comment: 'Articles with an embedding of eight numbers each',
  columns: [
    identity,
    tenant,
    required('title', 'text'),
    required('content', 'text'),
    required('metadata', 'jsonb', { default: { kind: 'literal', value: {} } }),
    optional('embedding', 'double precision[]'),
    required('is_public', 'boolean', { default: { kind: 'literal', value: false } }),
    createdAt,
  ],
  grants: members,
  policies: [ownOrganization('organization_id'), published],
};

const agentWorkflows: TableDefinition = {
  name: 'agent_workflows',
  comment: 'The queue that agents work off',
  columns: [
    identity,
    tenant,
    required('agent_id', 'text'),
    required('trigger_type', 'text'),
    required('payload', 'jsonb', { default: { kind: 'literal', value: {} } }),
    required('status', 'text', words('queued', 'running', 'done', 'failed')),
    createdAt,
  ],
  grants: { authenticated: all, service_role: all },
  policies: [ownOrganization('organization_id')],
};

const ticketDocuments: TableDefinition = {
  name: 'ticket_documents',
  comment: 'Which articles answer which tickets',
  columns: [
    required('ticket_id', 'bigint', { references: 'support_tickets' }),
    required('document_id', 'bigint', { references: 'documents' }),
    tenant,
    optional('added_by', 'uuid', { references: 'user_profiles' }),
    optional('checked_by', 'uuid', { references: 'user_profiles' }),
    optional('note', 'text'),
  ],
  key: ['ticket_id', 'document_id'],
  grants: { authenticated: all, service_role: all },
  policies: [ownOrganization('organization_id')],
};

/** The tables in an order in which each comes after those it refers to. */
export const projectTables: readonly TableDefinition[] = [
  organizations,
  userProfiles,
  userActivities,
  supportTickets,
  systemAlerts,
  documents,
  agentWorkflows,
  ticketDocuments,
];

export const findTable = (name: string): TableDefinition | undefined =>
  projectTables.find((table) => table.name === name);
