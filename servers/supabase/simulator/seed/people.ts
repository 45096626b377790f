import type { ProjectUser } from '../schema/project-state.ts';

/** A tenant and its people; the first of them administers it. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly seats: number | null;
  readonly domain: string;
  readonly people: readonly string[];
}

export const tenants: readonly Tenant[] = [
  {
    id: '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01',
    name: 'Harborline Supplies',
    plan: 'pro',
    seats: 25,
    domain: 'harborline.example',
    people: [
      'Mara Olsen',
      'Joel Hart',
      'Aiko Tanaka',
      'Peter Novak',
      'Lucia Rossi',
      'Omar Haddad',
      'Grace Mbeki',
      'Tom Ellison',
    ],
  },
  {
    id: 'c3d1e7b8-2f5d-4b1a-8e66-90b2d4c6f002',
    name: 'Quayside Labs',
    plan: 'enterprise',
    seats: null,
    domain: 'quayside.example',
    people: ['Ines Duarte', 'Sven Berg', 'Nadia Karim', 'Leo Fontaine', 'Ruth Adler', 'Ben Achebe'],
  },
];

/** The password of every seeded user. */
export const seededPassword = 'sandbox-password';

export const emailOf = (tenant: Tenant, name: string): string =>
  `${name.split(' ')[0]?.toLowerCase() ?? name}@${tenant.domain}`;

/** A stable identifier in the form of a random one. */
export const personId = (tenantIndex: number, personIndex: number): string =>
  `a${tenantIndex + 1}f0c2d4-00${personIndex.toString().padStart(2, '0')}-4e5f-8a9b-${(tenantIndex * 100 + personIndex).toString().padStart(12, '0')}`;

export const roleOf = (personIndex: number): string => {
  if (personIndex === 0) return 'admin';
  return personIndex < 3 ? 'agent' : 'member';
};

export const seededUsers = (today: number): readonly ProjectUser[] =>
  tenants.flatMap((tenant, tenantIndex) =>
    tenant.people.map((name, index) => ({
      id: personId(tenantIndex, index),
      email: emailOf(tenant, name),
      password: seededPassword,
      appMetadata: { provider: 'email', organization_id: tenant.id, role: roleOf(index) },
      createdAt: today - 200 * 86_400_000,
    })),
  );
