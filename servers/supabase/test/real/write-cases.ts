import { insertCases, minimal, quayside, withMethod } from './insert-cases.ts';
import { type RestCase, represented, single } from './rest-case.ts';

const columns = 'select=id,subject,status,priority,tags,assigned_agent_id';

const updateTaken: RestCase = {
  title: "update oneself to a colleague's address",
  method: 'PATCH',
  path: 'user_profiles?email=like.omar*',
  as: 'member',
  body: { email: 'joel@harborline.example' },
};

const updates = withMethod(
  [
    {
      title: 'update and see',
      path: `support_tickets?id=eq.3&${columns}`,
      headers: represented,
      body: { status: 'closed' },
    },
    { title: 'update without an answer', path: 'support_tickets?id=eq.5', headers: minimal, body: { tags: ['new'] } },
    {
      title: 'update with a count',
      path: 'support_tickets?id=in.(1,3,5)',
      headers: { prefer: 'return=minimal,count=exact' },
      body: { priority: 'low' },
    },
    {
      title: 'update several in order',
      path: 'support_tickets?id=in.(7,9)&select=id,priority&order=id.desc',
      headers: represented,
      body: { priority: 'high' },
    },
    {
      title: 'update nothing',
      path: 'support_tickets?id=eq.0&select=id',
      headers: represented,
      body: { status: 'closed' },
    },
    {
      title: 'update one and see one',
      path: 'support_tickets?id=eq.0&select=id',
      headers: { ...represented, ...single },
      body: { status: 'closed' },
    },
    { title: 'update without values', path: 'support_tickets?id=eq.3&select=id', headers: represented, body: {} },
    {
      title: "update another tenant's row",
      path: 'support_tickets?id=eq.2&select=id',
      headers: represented,
      body: { status: 'closed' },
    },
    {
      title: 'update into another tenant',
      path: 'support_tickets?id=eq.3',
      headers: represented,
      body: { organization_id: quayside },
    },
    { title: 'update to a wrong word', path: 'support_tickets?id=eq.3', body: { priority: 'extreme' } },
    { title: 'update to null', path: 'support_tickets?id=eq.3', body: { subject: null } },
    { title: 'update an unknown column', path: 'support_tickets?id=eq.3', body: { nope: 1 } },
    { title: 'update by an unknown column', path: 'support_tickets?nope=eq.3', body: { subject: 'x' } },
    {
      title: 'update to a key that is taken',
      path: 'user_profiles?email=eq.mara@harborline.example',
      as: 'service',
      body: { email: 'joel@harborline.example' },
    },
    {
      title: 'update to what is not there',
      path: 'support_tickets?id=eq.3',
      body: { requester_id: '00000000-0000-4000-8000-000000000000' },
    },
    {
      title: 'update as a member what administrators may',
      path: 'organizations?name=like.H*&select=name',
      as: 'member',
      headers: represented,
      body: { plan: 'free' },
    },
    {
      title: 'update as an administrator',
      path: 'organizations?name=like.H*&select=name,plan',
      headers: represented,
      body: { plan: 'free' },
    },
    {
      title: 'update oneself',
      path: 'user_profiles?email=like.omar*&select=email,role',
      as: 'member',
      headers: represented,
      body: { full_name: 'Omar H.' },
    },
    {
      title: 'update a colleague',
      path: 'user_profiles?email=like.mara*&select=email,role',
      as: 'member',
      headers: represented,
      body: { role: 'member' },
    },
    { title: 'update without the privilege', path: 'agent_workflows?id=eq.1', as: 'anon', body: { status: 'done' } },
  ],
  'PATCH',
);

const deletes = withMethod(
  [
    { title: 'delete and see', path: 'support_tickets?id=eq.11&select=id,subject', headers: represented },
    { title: 'delete it again', path: 'support_tickets?id=eq.11&select=id,subject', headers: represented },
    { title: 'delete without an answer', path: 'support_tickets?id=eq.13', headers: minimal },
    { title: 'delete with a count', path: 'support_tickets?id=in.(15,17,19)', headers: { prefer: 'count=exact' } },
    { title: "delete another tenant's row", path: 'support_tickets?id=eq.2&select=id', headers: represented },
    { title: 'delete what is referred to', path: 'user_profiles?email=like.mara*', as: 'service' },
    { title: 'delete without the privilege', path: 'organizations?name=eq.x' },
    { title: 'delete without a policy', path: 'system_alerts?id=gt.0&select=id', headers: represented },
    { title: 'delete by an unknown column', path: 'support_tickets?nope=eq.1' },
  ],
  'DELETE',
);

const after: readonly RestCase[] = [
  { title: 'tickets after all of it', path: `support_tickets?${columns},organization_id&order=id`, as: 'service' },
  { title: 'tenants after all of it', path: 'organizations?select=name,plan,seats&order=name', as: 'service' },
  { title: 'people after all of it', path: 'user_profiles?select=*&order=email', as: 'service' },
  { title: 'workflows after all of it', path: 'agent_workflows?select=id,payload,status&order=id', as: 'service' },
];

/** Beside the largest number that JavaScript counts by. */
const large: readonly RestCase[] = [
  {
    title: 'insert keys of many digits',
    method: 'POST',
    path: 'support_tickets?select=id,subject',
    headers: represented,
    body: [
      { id: '9007199254740993', subject: 'Large' },
      { id: '9223372036854775807', subject: 'Largest' },
    ],
  },
  { title: 'a key of many digits', path: 'support_tickets?select=id,text:id::text&id=eq.9007199254740993' },
  { title: 'the key beside it', path: 'support_tickets?select=id&id=eq.9007199254740992' },
  { title: 'larger keys', path: 'support_tickets?select=id&id=gt.9007199254740992&order=id.desc' },
  {
    title: 'a key of many digits in its row',
    path: 'support_tickets?select=subject&id=in.(9223372036854775807,3)&order=id',
    headers: single,
  },
];

/** Writing, one after the other, and what the tables hold then. */
export const writeCases: readonly RestCase[] = [
  ...insertCases,
  updateTaken,
  ...updates,
  ...deletes,
  ...after,
  ...large,
];
