import { areOneName, unmarkedParts } from '@bizmcp/insights';
import type { Condition } from '@bizmcp/soql';
import { fieldIs, readAmong } from '../record/read-fields.ts';
import type { Salesforce, Values } from '../salesforce.ts';

/** What tells that two records are one. */
interface Naming {
  told: string;
  all: string;
  /** Texts that are compared as names are. */
  names: readonly Text[];
  /** A field that is the same. */
  place?: string;
}

/** A text of one field, or of several with the main one last. */
interface Text {
  fields: readonly string[];
  /** The field that has it all, by which it is looked for. */
  whole: string;
}

/** A person's names may be stored in the other order, or all as the last one: Name has them together. */
const person: Text = { fields: ['FirstName', 'LastName'], whole: 'Name' };

const namings: Readonly<Record<string, Naming>> = {
  Lead: {
    told: 'Name and Company are those',
    all: 'SELECT Id, FirstName, LastName, Company FROM Lead WHERE IsConverted = FALSE',
    names: [person, { fields: ['Company'], whole: 'Company' }],
  },
  Contact: {
    told: 'Name and Account are those',
    all: 'SELECT Id, FirstName, LastName FROM Contact WHERE Id != NULL',
    names: [person],
    place: 'AccountId',
  },
  Account: {
    told: 'Name is that',
    all: 'SELECT Id, Name FROM Account WHERE Id != NULL',
    names: [{ fields: ['Name'], whole: 'Name' }],
  },
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
  const classes = await api.classes(object);
  if (naming.names.some(({ fields }) => fields.some((field) => classes.has(field.toLowerCase())))) return [];
  const rows = await readAmong(api, naming.all, conditions, mostRead);
  const others = rows.filter((row) => row.Id !== ownId && areNamesakes(naming, row, values));
  const shown = others.slice(0, mostShown).map(({ Id }) => `${object} ${Id}`);
  return shown.length > 0 ? [`${naming.told} of ${shown.join(', ')}`] : [];
}

/** Undefined where a part of what tells them is not given. */
function conditionsOf({ names, place }: Naming, values: Values): Condition[] | undefined {
  const needed = [...names.map(({ fields }) => fields.at(-1) ?? ''), place ?? []].flat();
  if (needed.some((field) => typeof values[field] !== 'string')) return undefined;
  const named = names.flatMap(({ fields, whole }) => maybeNamed(whole, textOf(fields, values)));
  return [...named, ...(place === undefined ? [] : [fieldIs(place, String(values[place]))])];
}

/** LIKE takes any case; that it passes over accents too is nowhere said. */
function maybeNamed(field: string, name: string): Condition[] {
  const words = unmarkedParts(name);
  if (words.length === 0) return [fieldIs(field, name)];
  const any = { kind: 'any' } as const;
  return words.map((parts) => {
    const pattern = [any, ...parts.flatMap((text) => [{ kind: 'text', text } as const, any])];
    return { kind: 'like', operand: { kind: 'field', path: [field] }, pattern };
  });
}

function areNamesakes({ names }: Naming, one: Values, other: Values): boolean {
  return names.every(({ fields }) => areOneName(textOf(fields, one), textOf(fields, other)));
}

function textOf(fields: readonly string[], values: Values): string {
  return fields
    .map((field) => values[field] ?? '')
    .join(' ')
    .trim();
}
