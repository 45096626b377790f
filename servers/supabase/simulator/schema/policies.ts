import { memberRoleOf, organizationOf, userIdOf } from './session.ts';
import type { Command, Policy } from './table-definition.ts';

const everything: readonly Command[] = ['select', 'insert', 'update', 'delete'];

/** Members see and change the rows of their own tenant. */
export const ownOrganization = (column: string, commands: readonly Command[] = everything): Policy => ({
  name: `members ${commands.join(' ')} in their organization`,
  commands,
  roles: ['authenticated'],
  sql: `${column} = private.current_organization()`,
  allows: (row, session) => row[column] !== null && row[column] === organizationOf(session),
});

/** Administrators alone change this. */
export const administratorsUpdate = (column: string): Policy => ({
  name: 'administrators update',
  commands: ['update'],
  roles: ['authenticated'],
  sql: `${column} = private.current_organization() and private.current_member_role() = 'admin'`,
  allows: (row, session) => row[column] === organizationOf(session) && memberRoleOf(session) === 'admin',
});

/** Everybody changes their own profile. */
export const ownProfile: Policy = {
  name: 'users update themselves',
  commands: ['update'],
  roles: ['authenticated'],
  sql: 'id = auth.uid() and organization_id = private.current_organization()',
  allows: (row, session) =>
    row.id === userIdOf(session) && row.id !== null && row.organization_id === organizationOf(session),
};

/** Published documents are for everybody. */
export const published: Policy = {
  name: 'everybody reads what is public',
  commands: ['select'],
  roles: ['anon', 'authenticated'],
  sql: 'is_public',
  allows: (row) => row.is_public === true,
};
