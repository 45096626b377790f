import { DatabaseError } from '../../schema/database-error.ts';
import type { Row } from '../../schema/json-value.ts';
import { findTable } from '../../schema/project-schema.ts';
import type { Session } from '../../schema/session.ts';
import type { Command, TableDefinition } from '../../schema/table-definition.ts';

/** Refuses a role without the privilege, before any row is looked at. */
export const requireGrant = (table: TableDefinition, command: Command, { role }: Session): void => {
  if (table.grants[role]?.includes(command) === true) return;
  throw new DatabaseError('42501', `permission denied for table ${table.name}`);
};

/** Says whether the policies let this session do this to this row; the service role is above them. */
export const isAllowed = (table: TableDefinition, command: Command, row: Row, session: Session): boolean => {
  if (session.role === 'service_role') return true;
  return table.policies.some(
    (policy) => policy.commands.includes(command) && policy.roles.includes(session.role) && policy.allows(row, session),
  );
};

export const violatesPolicy = (table: string): DatabaseError =>
  new DatabaseError('42501', `new row violates row-level security policy for table "${table}"`);

/** Whether a session may see a row; a table that its role may not read at all shows that it has changed. */
export const isReadable = (name: string, row: Row, session: Session): boolean => {
  const table = findTable(name);
  if (table === undefined) return false;
  return table.grants[session.role]?.includes('select') !== true || isAllowed(table, 'select', row, session);
};
