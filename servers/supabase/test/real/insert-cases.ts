import { tenants } from '../../simulator/seed/people.ts';
import { type RestCase, represented, single } from './rest-case.ts';

const harborline = tenants[0]?.id;
export const quayside = tenants[1]?.id;
export const minimal = { prefer: 'return=minimal' };
const merged = { prefer: 'resolution=merge-duplicates,return=representation' };
const ignored = { prefer: 'resolution=ignore-duplicates,return=representation' };
const columns = 'select=id,subject,status,priority,tags,assigned_agent_id';

type Unsent = Omit<RestCase, 'method'>;

/** The same method for all. */
export const withMethod = (cases: readonly Unsent[], method: NonNullable<RestCase['method']>): readonly RestCase[] =>
  cases.map((one) => ({ ...one, method }));

const inserts = withMethod(
  [
    {
      title: 'insert one',
      path: `support_tickets?${columns}`,
      headers: represented,
      body: { subject: 'one', tags: ['a', 'b c'] },
    },
    {
      title: 'insert several',
      path: `support_tickets?${columns}`,
      headers: represented,
      body: [{ subject: 'x' }, { subject: 'y' }],
    },
    { title: 'insert without an answer', path: 'support_tickets', headers: minimal, body: { subject: 'silent' } },
    { title: 'insert without a preference', path: 'support_tickets', body: { subject: 'silent' } },
    {
      title: 'insert one and see one',
      path: 'support_tickets?select=subject',
      headers: { ...represented, ...single },
      body: { subject: 'alone' },
    },
    {
      title: 'insert with an embedded parent',
      path: 'support_tickets?select=subject,organizations(name)',
      headers: represented,
      body: { subject: 'with parent' },
    },
    { title: 'insert nothing', path: 'support_tickets?select=id', headers: represented, body: [] },
    { title: 'insert with different keys', path: 'support_tickets', body: [{ subject: 'x' }, { status: 'open' }] },
    {
      title: 'insert some columns',
      path: 'support_tickets?columns=subject&select=subject,status',
      headers: represented,
      body: { subject: 'c', status: 'closed' },
    },
    {
      title: 'insert with missing columns as null',
      path: 'support_tickets?columns=subject,status&select=subject',
      headers: represented,
      body: [{ subject: 'n' }],
    },
    {
      title: 'insert with missing columns as default',
      path: 'support_tickets?columns=subject,status&select=subject,status',
      headers: { prefer: 'return=representation,missing=default' },
      body: [{ subject: 'd' }],
    },
    {
      title: 'insert json',
      path: 'agent_workflows?select=agent_id,payload,status',
      headers: represented,
      body: { agent_id: 'a', trigger_type: 't', payload: { z: 1, a: [1, { b: null }] } },
    },
    { title: 'insert an unknown column', path: 'support_tickets', body: { subject: 'x', nope: 1 } },
    { title: 'insert a wrong type', path: 'support_tickets', body: { subject: 'x', requester_id: 'not-a-uuid' } },
    ...Object.entries({
      'lists in a list': [
        ['a', 'b c'],
        ['c', null],
      ],
      'lists of several lengths': [['a'], ['b', 'c']],
      'a list beside a text': ['a', ['b']],
      'a text beside a list': [['b'], 'a'],
      'empty lists in a list': [[], []],
      'no list': 7,
    }).map(([what, tags]) => ({
      title: `insert ${what}`,
      path: 'support_tickets?select=tags',
      headers: represented,
      body: { subject: 'x', tags },
    })),
    { title: 'insert a wrong array', path: 'support_tickets', body: { subject: 'x', tags: 'nope' } },
    {
      title: 'insert what a check refuses',
      path: 'support_tickets?columns=id,subject,status',
      body: { id: 9000, subject: 'x', status: 'lost' },
      headers: minimal,
    },
    { title: 'insert without a required column', path: 'support_tickets', body: { status: 'open' } },
    {
      title: 'insert a row that is there',
      path: 'user_profiles',
      as: 'service',
      body: { id: 'a1f0c2d4-0000-4e5f-8a9b-000000000000', organization_id: harborline, email: 'new@x.example' },
    },
    { title: 'insert a name that is taken', path: 'organizations', as: 'service', body: { name: 'Quayside Labs' } },
    {
      title: 'insert what refers to nothing',
      path: 'support_tickets',
      body: { subject: 'x', requester_id: '00000000-0000-4000-8000-000000000000' },
    },
    { title: 'insert for another tenant', path: 'support_tickets', body: { subject: 'x', organization_id: quayside } },
    { title: 'insert where only the project may', path: 'system_alerts', body: { alert_type: 'x', message: 'y' } },
    {
      title: 'insert without the privilege',
      path: 'agent_workflows',
      as: 'anon',
      body: { agent_id: 'x', trigger_type: 'y' },
    },
    {
      title: 'insert as anon',
      path: 'support_tickets',
      as: 'anon',
      body: { subject: 'x', organization_id: harborline },
    },
    { title: 'insert broken json', path: 'support_tickets', body: '{"subject":' },
    {
      title: 'insert a number as text',
      path: 'support_tickets?select=subject',
      headers: represented,
      body: { subject: 42 },
    },
  ],
  'POST',
);

const upserts = withMethod(
  [
    {
      title: 'upsert a new row',
      path: 'support_tickets?select=id,subject',
      headers: merged,
      body: { id: 5001, subject: 'upsert' },
    },
    {
      title: 'upsert the same row',
      path: 'support_tickets?select=id,subject,status',
      headers: merged,
      body: { id: 5001, subject: 'upserted', status: 'solved' },
    },
    {
      title: 'upsert several',
      path: 'support_tickets?select=id,subject',
      headers: merged,
      body: [
        { id: 5001, subject: 'again' },
        { id: 5002, subject: 'new' },
      ],
    },
    {
      title: 'upsert a row twice',
      path: 'support_tickets?select=id',
      headers: merged,
      body: [
        { id: 5003, subject: 'p' },
        { id: 5003, subject: 'q' },
      ],
    },
    {
      title: 'ignore what is there',
      path: 'support_tickets?select=id,subject',
      headers: ignored,
      body: [
        { id: 5001, subject: 'no' },
        { id: 5004, subject: 'yes' },
      ],
    },
    {
      title: 'upsert by another column',
      path: 'organizations?on_conflict=name&select=name,plan',
      as: 'service',
      headers: merged,
      body: { name: 'Harborline Supplies', plan: 'enterprise' },
    },
    {
      title: 'upsert by a column that is not unique',
      path: 'organizations?on_conflict=plan',
      as: 'service',
      headers: merged,
      body: { name: 'x', plan: 'free' },
    },
    {
      title: "upsert another tenant's row",
      path: 'support_tickets?select=id',
      as: 'other',
      headers: merged,
      body: { id: 5001, subject: 'mine now' },
    },
  ],
  'POST',
);

const moreUpserts = withMethod(
  [
    {
      title: 'ignore all that is there',
      path: 'support_tickets?select=id',
      headers: ignored,
      body: [{ id: 5001, subject: 'no' }],
    },
    {
      title: 'upsert a part of a row that is there',
      path: 'support_tickets?select=id',
      headers: merged,
      body: { id: 5001, priority: 'low' },
    },
    {
      title: 'upsert without an answer',
      path: 'support_tickets',
      headers: { prefer: 'resolution=merge-duplicates' },
      body: { id: 5002, subject: 'quiet' },
    },
  ],
  'POST',
);

/** Inserts and upserts. */
export const insertCases: readonly RestCase[] = [...inserts, ...upserts, ...moreUpserts];
