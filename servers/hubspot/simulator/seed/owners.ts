import type { Owner } from '../portal/owners.ts';

const sales = { id: '301', name: 'Sales' };
const support = { id: '302', name: 'Support' };

const owner = (position: number, firstName: string, lastName: string, team: Owner['team']): Owner => ({
  id: String(80_400_000 + position * 17),
  userId: 7_000 + position,
  email: `${firstName}.${lastName}@northlight.example`.toLowerCase(),
  firstName,
  lastName,
  team,
});

/** The portal's users: five sell, two help. */
export const seededOwners: readonly Owner[] = [
  owner(1, 'Alma', 'Reyes', sales),
  owner(2, 'Bastian', 'Cole', sales),
  owner(3, 'Divya', 'Menon', sales),
  owner(4, 'Emeka', 'Udo', sales),
  owner(5, 'Fiona', 'Gallagher', sales),
  owner(6, 'Gustav', 'Nyberg', support),
  owner(7, 'Helena', 'Prado', support),
];
