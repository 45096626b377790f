import { fieldIs, readAmong } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';
import type { ObjectDescription } from '../schema/object-description.ts';
import { namesakeRemarks } from './namesake-remark.ts';

/** Where another one with this address may be; a lead that is converted is a contact by now. */
const people: Readonly<Record<string, string>> = {
  Lead: 'SELECT Id FROM Lead WHERE IsConverted = FALSE',
  Contact: 'SELECT Id FROM Contact WHERE Id != NULL',
};
/** What duplicate rules are for: https://help.salesforce.com/s/articleView?id=sales.duplicate_rules_standard_rules.htm */
const ruled = new Set(['Account', 'Contact', 'Lead']);
const mostShown = 3;

interface Change {
  before: Values;
  after: Values;
  /** A new record is not there. */
  present?: Values | undefined;
  allowsDuplicates: boolean;
}

/** Which records have the address already that a person is to have, or its name. An org's own duplicate rules nobody can read. */
export async function duplicateRemarks(
  api: Salesforce,
  { name }: ObjectDescription,
  { after, allowsDuplicates, before, present }: Change,
): Promise<string[]> {
  const [mailed, named] = await Promise.all([
    name in people ? mailedRemarks(api, before.Email, after.Email) : [],
    namesakeRemarks(api, name, after, present),
  ]);
  const mayRefuse = ruled.has(name) && !allowsDuplicates;
  const refusal = mayRefuse ? ', so that Salesforce may refuse it unless allow_duplicates is true' : '';
  return [...mailed, ...named].map((remark) => `${remark} already${refusal}`);
}

async function mailedRemarks(api: Salesforce, before: unknown, email: unknown): Promise<string[]> {
  if (typeof email !== 'string' || String(before).toLowerCase() === email.toLowerCase()) return [];
  const found = await Promise.all(
    Object.entries(people).map(async ([object, all]) => {
      // Of what the org restricts no remark may tell who has it.
      if ((await api.classes(object)).has('email')) return [];
      const rows = await readAmong(api, all, [fieldIs('Email', email)], mostShown);
      return rows.map(({ Id }) => `${object} ${Id}`);
    }),
  );
  const others = found.flat();
  return others.length > 0 ? [`Email is that of ${others.join(', ')}`] : [];
}
