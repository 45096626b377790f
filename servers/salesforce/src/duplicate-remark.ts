import { parseQuery } from '@bizmcp/soql';
import type { ObjectDescription } from './object-description.ts';
import { fieldIs, readIfSeen } from './read-fields.ts';
import type { Salesforce, Values } from './salesforce.ts';

/** The people that duplicate rules look for; a lead that is converted is a contact by now. */
const people: Readonly<Record<string, string>> = {
  Lead: 'SELECT Id FROM Lead WHERE IsConverted = FALSE',
  Contact: 'SELECT Id FROM Contact WHERE Id != NULL',
};
const mostShown = 3;

/** Who has the address already that a lead or contact is to have: what an org's duplicate rules go by is told to nobody, but that most often. */
export async function duplicateRemarks(
  api: Salesforce,
  { name }: ObjectDescription,
  { Email: before }: Values,
  { Email: address }: Values,
): Promise<string[]> {
  if (!Object.hasOwn(people, name) || typeof address !== 'string') return [];
  if (String(before).toLowerCase() === address.toLowerCase()) return [];
  const found = await Promise.all(
    Object.entries(people).map(async ([object, all]) => {
      const query = parseQuery(`${all} LIMIT ${mostShown}`);
      const conditions = [query.where ?? [], fieldIs('Email', address)].flat();
      const rows = await readIfSeen(api, { ...query, where: { kind: 'and', conditions } }, mostShown);
      return rows.map(({ Id }) => `${object} ${Id}`);
    }),
  );
  const shown = found.flat();
  return shown.length > 0
    ? [`${shown.join(', ')} with this Email already, so that a duplicate rule may refuse it`]
    : [];
}
