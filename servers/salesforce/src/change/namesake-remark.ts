import { areOneName, unmarkedParts } from '@bizmcp/insights';
import type { Condition } from '@bizmcp/soql';
import { fieldIs, readAmong } from '../record/read-fields.ts';
import { WireRow } from '../record/record.ts';
import type { Salesforce, Values } from '../salesforce.ts';

/** What tells that a new record is one that there is. */
interface Naming {
  made: string;
  found: string;
  told: string;
  all: string;
  /** Texts that are compared as names are. */
  names: readonly Text[];
  /** A field that is the same. */
  place?: string;
  /** Others that are, of whatever type. */
  alike?: readonly string[];
}

/** A text of one field, or of several that both have, with the main one last. */
interface Text {
  fields: readonly string[];
  /** Where the one that there is has it all, by which it is looked for. */
  whole: string;
  of?: 'person';
}

/** A person's names may be stored in the other order, or all as the last one: Name has them together. */
const person: Text = { fields: ['FirstName', 'LastName'], whole: 'Name', of: 'person' };
const name: Text = { fields: ['Name'], whole: 'Name' };

const namings: readonly Naming[] = [
  {
    made: 'Lead',
    found: 'Lead',
    told: 'Name and Company are those',
    all: 'SELECT Id, FirstName, LastName, Company FROM Lead WHERE IsConverted = FALSE',
    names: [person, { fields: ['Company'], whole: 'Company' }],
  },
  {
    made: 'Lead',
    found: 'Contact',
    told: 'Name and Company are those',
    all: 'SELECT Id, FirstName, LastName, Account.Name FROM Contact WHERE AccountId != NULL',
    names: [person, { fields: ['Company'], whole: 'Account.Name' }],
  },
  {
    made: 'Contact',
    found: 'Contact',
    told: 'Name and Account are those',
    all: 'SELECT Id, FirstName, LastName FROM Contact WHERE Id != NULL',
    names: [person],
    place: 'AccountId',
  },
  {
    made: 'Account',
    found: 'Account',
    told: 'Name is that',
    all: 'SELECT Id, Name FROM Account WHERE Id != NULL',
    names: [name],
  },
  {
    made: 'Opportunity',
    found: 'Opportunity',
    told: 'Name and Account are those',
    all: 'SELECT Id, Name FROM Opportunity WHERE Id != NULL',
    names: [name],
    place: 'AccountId',
  },
  {
    made: 'Opportunity',
    found: 'Opportunity',
    told: 'Name, Amount and CloseDate are those',
    all: 'SELECT Id, Name, Amount, CloseDate FROM Opportunity WHERE Id != NULL',
    names: [name],
    alike: ['Amount', 'CloseDate'],
  },
];
const mostRead = 200;
const mostShown = 3;

/** The fields by which records of an object are compared. */
export function comparedFields(object: string): string[] {
  return namings.filter(({ made }) => made === object).flatMap(fieldsOf);
}

/** Which others have the name already that a record is to have, however it is written; people of the same company alone. */
export async function namesakeRemarks(
  api: Salesforce,
  object: string,
  changed: Values,
  present: Values = {},
): Promise<string[]> {
  const values = { ...present, ...changed };
  const remarks = await Promise.all(
    namings
      .filter((naming) => naming.made === object && fieldsOf(naming).some((field) => field in changed))
      .map(async (naming) => {
        const conditions = conditionsOf(naming, values);
        if (conditions === undefined || (await isClassed(api, naming))) return [];
        const rows = await readAmong(api, naming.all, conditions, mostRead);
        const others = rows.filter((row) => row.Id !== present.Id && areNamesakes(naming, row, values));
        const shown = others.slice(0, mostShown).map(({ Id }) => `${naming.found} ${Id}`);
        return shown.length > 0 ? [`${naming.told} of ${shown.join(', ')}`] : [];
      }),
  );
  return remarks.flat();
}

function fieldsOf({ alike = [], names, place }: Naming): string[] {
  return [...names.flatMap(({ fields }) => fields), ...alike, ...(place === undefined ? [] : [place])];
}

/** Of what the org restricts no remark may tell who has it. */
async function isClassed(api: Salesforce, { alike = [], found, names }: Naming): Promise<boolean> {
  const classed = await Promise.all(
    [...names.flatMap(storedOf), ...alike].map(async (path) => {
      const [field = '', parent = found] = path.split('.').toReversed();
      return (await api.classes(parent)).has(field.toLowerCase());
    }),
  );
  return classed.includes(true);
}

/** Undefined where a part of what tells them is not given. */
function conditionsOf({ alike = [], names, place }: Naming, values: Values): Condition[] | undefined {
  const needed = [...names.map(({ fields }) => fields.at(-1) ?? ''), place ?? []].flat();
  if (needed.some((field) => typeof values[field] !== 'string')) return undefined;
  if (alike.some((field) => values[field] == null)) return undefined;
  const named = names.flatMap((text) => maybeNamed(text, textOf(text.fields, values)));
  return [...named, ...(place === undefined ? [] : [fieldIs(place, String(values[place]))])];
}

/** LIKE takes any case; that it passes over accents too is nowhere said. */
function maybeNamed({ of, whole }: Text, given: string): Condition[] {
  const words = unmarkedParts(given, of);
  if (words.length === 0) return [fieldIs(whole, given)];
  const any = { kind: 'any' } as const;
  return words.map((parts) => {
    const pattern = [any, ...parts.flatMap((text) => [{ kind: 'text', text } as const, any])];
    return { kind: 'like', operand: { kind: 'field', path: whole.split('.') }, pattern };
  });
}

function areNamesakes({ alike = [], names }: Naming, row: Values, values: Values): boolean {
  return (
    alike.every((field) => row[field] === values[field]) &&
    names.every((text) => areOneName(textOf(storedOf(text), row), textOf(text.fields, values), text.of))
  );
}

function storedOf({ fields, whole }: Text): readonly string[] {
  return fields.length > 1 ? fields : [whole];
}

function textOf(paths: readonly string[], values: Values): string {
  return paths
    .map((path) => valueAt(path, values) ?? '')
    .join(' ')
    .trim();
}

function valueAt(path: string, values: Values): unknown {
  const [field = '', ofParent] = path.split('.');
  return ofParent === undefined ? values[field] : WireRow.safeParse(values[field]).data?.[ofParent];
}
