import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonValue } from '../../schema/json-value.ts';
import { findTable } from '../../schema/project-schema.ts';
import { organizationOf } from '../../schema/session.ts';
import { timestampText } from '../../schema/timestamp.ts';
import { isAllowed, requireGrant } from '../read/row-security.ts';
import { type FunctionDefinition, tableShape } from './function-definition.ts';
import { matchDocuments } from './match-documents.ts';

const ticketCounts: FunctionDefinition = {
  name: 'ticket_counts',
  comment: 'How many tickets there are of each status',
  parameters: [],
  shape: tableShape('ticket_counts', { status: 'text', tickets: 'bigint' }),
  isStable: true,
  sql: `create function public.ticket_counts() returns table (status text, tickets bigint) language sql stable as $$
  select status, count(*) from public.support_tickets group by status order by status $$;`,
  run: (_values, { rows, session }) => {
    const table = findTable('support_tickets');
    const counts = new Map<JsonValue, number>();
    for (const row of rows('support_tickets')) {
      if (table === undefined || !isAllowed(table, 'select', row, session)) continue;
      const status = row.status ?? null;
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
    return { kind: 'rows', rows: sorted.map(([status, tickets]) => ({ status, tickets })) };
  },
};

const addNumbers: FunctionDefinition = {
  name: 'add_numbers',
  comment: 'The sum of two numbers',
  parameters: [
    { name: 'a', type: 'integer' },
    { name: 'b', type: 'integer', default: 1 },
  ],
  shape: undefined,
  isStable: true,
  sql: `create function public.add_numbers(a integer, b integer default 1) returns integer language sql stable as $$
  select a + b $$;`,
  run: ({ a = null, b = null }) => {
    const value = a === null || b === null ? null : Number(a) + Number(b);
    if (value !== null && (value >= 2 ** 31 || value < -(2 ** 31)))
      throw new DatabaseError('22003', 'integer out of range');
    return { kind: 'scalar', value };
  },
};

const currentOrganization: FunctionDefinition = {
  name: 'current_organization',
  comment: 'The tenant of the session',
  parameters: [],
  shape: undefined,
  isStable: true,
  sql: `create function public.current_organization() returns uuid language sql stable as $$
  select private.current_organization() $$;`,
  run: (_values, { session }) => ({ kind: 'scalar', value: organizationOf(session) }),
};

const escalateTicket: FunctionDefinition = {
  name: 'escalate_ticket',
  comment: 'Makes a ticket urgent and gives it back',
  parameters: [{ name: 'ticket_id', type: 'bigint' }],
  shape: findTable('support_tickets'),
  isStable: false,
  sql: `create function public.escalate_ticket(ticket_id bigint) returns setof public.support_tickets language plpgsql as $$
begin
  return query update public.support_tickets t set priority = 'urgent', updated_at = now() where t.id = ticket_id returning t.*;
  if not found then raise exception 'no ticket %', ticket_id using errcode = 'P0002', hint = 'Look for it in support_tickets'; end if;
end $$;`,
  run: ({ ticket_id = null }, transaction) => {
    const table = findTable('support_tickets');
    const { now, rows, session } = transaction;
    if (table !== undefined) requireGrant(table, 'update', session);
    const old = rows('support_tickets').find(({ id }) => id === ticket_id);
    if (table === undefined || old === undefined || !isAllowed(table, 'update', old, session)) {
      throw new DatabaseError('P0002', `no ticket ${ticket_id}`, { hint: 'Look for it in support_tickets' });
    }
    const row = { ...old, priority: 'urgent', updated_at: timestampText(now) };
    transaction.replace('support_tickets', old, row);
    return { kind: 'rows', rows: [row] };
  },
};

const touch: FunctionDefinition = {
  name: 'touch',
  comment: 'Does nothing, and gives nothing',
  parameters: [],
  shape: undefined,
  isStable: false,
  sql: 'create function public.touch() returns void language sql as $$ select null::void $$;',
  run: () => ({ kind: 'void' }),
};

export const projectFunctions: readonly FunctionDefinition[] = [
  addNumbers,
  currentOrganization,
  escalateTicket,
  matchDocuments,
  ticketCounts,
  touch,
];

/** The functions and who may call them, for PostgreSQL. */
export const functionsSql: readonly string[] = projectFunctions.flatMap(({ comment, name, sql }) => [
  sql,
  `comment on function public.${name} is '${comment}';`,
]);
