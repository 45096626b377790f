import { createRandom, type Random } from '@bizmcp/testkit/simulator';
import type { Row } from '../schema/json-value.ts';
import { timestampText } from '../schema/timestamp.ts';
import { emailOf, personId, roleOf, tenants } from './people.ts';
import { articles, hostileTicket, ticketTexts } from './texts.ts';

const minute = 60_000;
const day = 86_400_000;

/** The agents that tickets and activities are assigned to. */
const agents = ['agent-1', 'agent-2', 'agent-3'] as const;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

interface Moment {
  readonly random: Random;
  readonly today: number;
}

const ago = ({ random, today }: Moment, days: number): string =>
  timestampText(today - random.integer(1, days * 1440) * minute);

const profiles = (moment: Moment): Row[] =>
  tenants.flatMap((tenant, tenantIndex) =>
    tenant.people.map((name, index) => ({
      id: personId(tenantIndex, index),
      organization_id: tenant.id,
      email: emailOf(tenant, name),
      full_name: index === 5 ? null : name,
      role: roleOf(index),
      skills: [['billing', 'refunds'], ['shipping'], []][index % 3] ?? [],
      preferences: { theme: moment.random.pick(['dark', 'light']), digest: { hour: moment.random.integer(5, 20) } },
      satisfaction: index % 4 === 3 ? null : rounded(moment.random.next() * 5),
      created_at: ago(moment, 400),
    })),
  );

const activities = (moment: Moment): Row[] => {
  const { random } = moment;
  return Array.from({ length: 160 }, (_unused, index) => {
    const tenantIndex = index % 3 === 2 ? 1 : 0;
    const people = tenants[tenantIndex]?.people.length ?? 1;
    const kind = random.pick(['page_view', 'page_view', 'form_submission', 'email_open', 'login']);
    return {
      id: index + 1,
      organization_id: tenants[tenantIndex]?.id ?? '',
      user_id: random.next() < 0.8 ? personId(tenantIndex, random.integer(0, people - 1)) : null,
      agent_id: random.next() < 0.7 ? random.pick(agents) : null,
      activity_type: kind,
      page_url: kind === 'page_view' ? random.pick(['/pricing', '/docs', '/contact', '/']) : null,
      metadata: kind === 'form_submission' ? { form: 'contact', score: random.integer(1, 100) } : {},
      created_at: ago(moment, 60),
    };
  });
};

const ticketTags: readonly [readonly string[], ...Array<readonly string[]>] = [
  ['billing'],
  ['login', 'urgent'],
  [],
  ['shipping', 'billing'],
  ['api'],
];

const tickets = (moment: Moment): Row[] => {
  const { random } = moment;
  return Array.from({ length: 48 }, (_unused, index) => {
    const tenantIndex = index % 2;
    const people = tenants[tenantIndex]?.people.length ?? 1;
    const [subject, description] = random.pick(ticketTexts);
    const created = ago(moment, 90);
    return {
      id: index + 1,
      organization_id: tenants[tenantIndex]?.id ?? '',
      requester_id: random.next() < 0.9 ? personId(tenantIndex, random.integer(0, people - 1)) : null,
      assigned_agent_id: random.next() < 0.75 ? random.pick(agents) : null,
      subject: index === 6 ? hostileTicket.subject : subject,
      description: index === 6 ? hostileTicket.description : description,
      status: random.pick(['open', 'open', 'pending', 'solved', 'closed']),
      priority: index === 6 ? 'urgent' : random.pick(['low', 'normal', 'normal', 'high', 'urgent']),
      tags: [...random.pick(ticketTags)],
      created_at: created,
      updated_at: created,
    };
  });
};

const alerts = (moment: Moment): Row[] => {
  const { random } = moment;
  return Array.from({ length: 24 }, (_unused, index) => {
    const severity = random.pick(['low', 'medium', 'high']);
    return {
      id: index + 1,
      organization_id: tenants[index % 2]?.id ?? '',
      alert_type: random.pick(['latency', 'disk', 'failed_payments', 'queue_length']),
      severity,
      message: `Measured ${random.integer(80, 400)} % of the usual value`,
      requires_action: severity === 'high',
      created_at: ago(moment, 30),
    };
  });
};

/** Each tenant has the articles, its own turned a little aside; one in five is public, one has no embedding. */
const documents = (moment: Moment): Row[] =>
  tenants.flatMap((tenant, tenantIndex) =>
    articles.map(([title, content, kind, direction], index) => ({
      id: tenantIndex * articles.length + index + 1,
      organization_id: tenant.id,
      title,
      content,
      metadata: { kind, language: 'en', revision: moment.random.integer(1, 9) },
      embedding: index === 9 ? null : direction.map((part) => rounded(part + moment.random.next() / 20)),
      is_public: index % 5 === 0,
      created_at: ago(moment, 300),
    })),
  );

const workflows = (moment: Moment): Row[] =>
  Array.from({ length: 8 }, (_unused, index) => ({
    id: index + 1,
    organization_id: tenants[index % 2]?.id ?? '',
    agent_id: agents[index % 3] ?? agents[0],
    trigger_type: moment.random.pick(['page_view_detected', 'lead_conversion', 'new_ticket_assigned']),
    payload: { ticket_id: index + 3 },
    status: moment.random.pick(['queued', 'done']),
    created_at: ago(moment, 5),
  }));

/** Every third ticket of a tenant is answered by one or two of its articles. */
const links = (): Row[] =>
  Array.from({ length: 16 }, (_unused, index) => {
    const tenantIndex = index % 2;
    const common = {
      ticket_id: 1 + tenantIndex + 6 * Math.floor(index / 2),
      organization_id: tenants[tenantIndex]?.id ?? '',
    };
    const document = (at: number) => tenantIndex * articles.length + (at % articles.length) + 1;
    const first = {
      ...common,
      document_id: document(index),
      added_by: personId(tenantIndex, 1),
      checked_by: personId(tenantIndex, 2),
    };
    const second = {
      ...common,
      document_id: document(index + 3),
      added_by: personId(tenantIndex, 3),
      checked_by: null,
    };
    return [{ ...first, note: 'says it all' }, ...(index % 4 === 0 ? [{ ...second, note: null }] : [])];
  }).flat();

/** The rows of a project, their dates before `today` (milliseconds since 1970). */
export const seedRows = (seed: number, today: number): ReadonlyMap<string, readonly Row[]> => {
  const moment: Moment = { random: createRandom(seed), today };
  const organizations = tenants.map(({ id, name, plan, seats }) => ({
    id,
    name,
    plan,
    seats,
    created_at: timestampText(today - 500 * day),
  }));
  return new Map([
    ['organizations', organizations],
    ['user_profiles', profiles(moment)],
    ['user_activities', activities(moment)],
    ['support_tickets', tickets(moment)],
    ['system_alerts', alerts(moment)],
    ['documents', documents(moment)],
    ['agent_workflows', workflows(moment)],
    ['ticket_documents', links()],
  ]);
};
