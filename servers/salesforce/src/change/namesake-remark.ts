import { normaliseName, unmarkedParts } from '@bizmcp/insights';
import { type Condition, parseQuery } from '@bizmcp/soql';
import { fieldIs, readIfSeen } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';

/** What tells that two records are one. */
interface Naming {
  told: string;
  all: string;
  /** Texts that are compared as names are, each of one field or of several with the main one last. */
  names: readonly (readonly string[])[];
  /** A field that is the same. */
  place?: string;
}

const person = ['FirstName', 'LastName'];

const namings: Readonly<Record<string, Naming>> = {
  Lead: {
    told: 'Name and Company are those',
    all: 'SELECT Id, FirstName, LastName, Company FROM Lead WHERE IsConverted = FALSE',
    names: [person, ['Company']],
  },
  Contact: {
    told: 'Name and Account are those',
    all: 'SELECT Id, FirstName, LastName FROM Contact WHERE Id != NULL',
    names: [person],
    place: 'AccountId',
  },
  Account: { told: 'Name is that', all: 'SELECT Id, Name FROM Account WHERE Id != NULL', names: [['Name']] },
};
const mostRead = 200;
const mostShown = 3;

/** Which others have the name already that a record is to have, however it is written; people of the same company alone. */
export async function namesakeRemarks(
  api: Salesforce,
  object: string,
  values: Values,
  ownId: unknown,
): Promise<string[]> {
  const naming = namings[object];
  if (naming === undefined) return [];
  const conditions = conditionsOf(naming, values);
  if (conditions === undefined) return [];
  const query = parseQuery(`${naming.all} LIMIT ${mostRead}`);
  const where: Condition = { kind: 'and', conditions: [query.where ?? [], conditions].flat() };
  const rows = await readIfSeen(api, { ...query, where }, mostRead);
  const wanted = keyOf(naming, values);
  const others = rows.filter((row) => row.Id !== ownId && keyOf(naming, row) === wanted);
  const shown = others.slice(0, mostShown).map(({ Id }) => `${object} ${Id}`);
  return shown.length > 0 ? [`${naming.told} of ${shown.join(', ')}`] : [];
}

/** Undefined where a part of what tells them is not given. */
function conditionsOf({ names, place }: Naming, values: Values): Condition[] | undefined {
  const main = names.map((fields) => fields.at(-1) ?? '');
  const given = [...main, place ?? []].flat().map((field) => ({ field, value: values[field] }));
  const texts = given.flatMap(({ field, value }) => (typeof value === 'string' ? { field, value } : []));
  if (texts.length < given.length) return undefined;
  return texts.map(({ field, value }) => (field === place ? fieldIs(field, value) : maybeNamed(field, value)));
}

/** LIKE takes any case; that it passes over accents too is nowhere said. */
function maybeNamed(field: string, name: string): Condition {
  const parts = unmarkedParts(name);
  if (parts.length === 0) return fieldIs(field, name);
  const any = { kind: 'any' } as const;
  const pattern = [any, ...parts.flatMap((text) => [{ kind: 'text', text } as const, any])];
  return { kind: 'like', operand: { kind: 'field', path: [field] }, pattern };
}

function keyOf({ names }: Naming, values: Values): string {
  return names.map((fields) => normaliseName(fields.map((field) => values[field] ?? '').join(' '))).join('\n');
}
