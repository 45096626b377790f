import { parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import type { ObjectDescription } from '../schema/object-description.ts';

interface Telling {
  field: string;
  /** Where another one may be; a lead that is converted is a contact by now. */
  among: Readonly<Record<string, string>>;
}

const people: Telling = {
  field: 'Email',
  among: { Lead: 'SELECT Id FROM Lead WHERE IsConverted = FALSE', Contact: 'SELECT Id FROM Contact WHERE Id != NULL' },
};

/** What duplicates are most often found by. An org's own duplicate rules nobody can read. */
const telling: Readonly<Record<string, Telling>> = {
  Lead: people,
  Contact: people,
  Account: { field: 'Name', among: { Account: 'SELECT Id FROM Account WHERE Id != NULL' } },
};
const mostShown = 3;

/** Which records have the address or name already that a person or company is to have. */
export async function duplicateRemarks(
  api: Salesforce,
  { name }: ObjectDescription,
  { after, allowsDuplicates, before }: { before: Values; after: Values; allowsDuplicates: boolean },
): Promise<string[]> {
  const { among = {}, field = '' } = telling[name] ?? {};
  const value = after[field];
  if (typeof value !== 'string' || String(before[field]).toLowerCase() === value.toLowerCase()) return [];
  const found = await Promise.all(
    Object.entries(among).map(async ([object, all]) => {
      const query = parseQuery(`${all} LIMIT ${mostShown}`);
      const conditions = [query.where ?? [], fieldIs(field, value)].flat();
      const rows = await readIfSeen(api, { ...query, where: { kind: 'and', conditions } }, mostShown);
      return rows.map(({ Id }) => `${object} ${Id}`);
    }),
  );
  const others = found.flat();
  if (others.length === 0) return [];
  const refusal = allowsDuplicates ? '' : ', so that Salesforce may refuse it unless allow_duplicates is true';
  return [`${field} is that of ${others.join(', ')} already${refusal}`];
}
