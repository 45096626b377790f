import { areOneName, unmarkedParts } from '@bizmcp/insights';
import type { Hubspot } from '../hubspot.ts';
import { resolveObjectType } from '../portal/object-type.ts';
import { shortName } from '../short-name.ts';
import { type SearchRequest, searchObjects } from './crm-object.ts';
import type { OtherRecord } from './other-record.ts';
import { type Change, namedLine, nameOf, namingProperties } from './record-change.ts';

type Values = Readonly<Record<string, string | null>>;
type Filters = NonNullable<SearchRequest['filterGroups']>[number]['filters'];
type Filter = Filters[number];

/** What people know a record by. */
const names: Readonly<Record<string, readonly string[]>> = {
  companies: ['name'],
  contacts: ['firstname', 'lastname'],
  deals: ['dealname'],
};
/** What else tells which one it is. */
const besides: Readonly<Record<string, readonly string[]>> = { companies: ['domain'], contacts: ['company'] };
/** What a search takes and gives: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Limits" */
const [mostGroups, mostCompared] = [5, 200];

/** The values a record is to have, in place of those of one that is there. */
interface Given {
  values: Readonly<Record<string, string>>;
  present?: { id: string; properties: Values };
  others?: readonly OtherRecord[] | undefined;
}

/** One way to tell that two records are one. */
interface Comparison {
  told: 'the same domain' | 'the same name';
  /** Finds what has the values as they are given, and those what has the name in other letters. */
  same: Filters;
  near: Filters[];
  isSame(properties: Values): boolean;
}

/**
 * A record that this one would double: HubSpot tells companies apart by their domain and contacts by their address, but asks for neither,
 * and a person may have several addresses. One search, and a second where the first finds more than fits.
 */
export async function readNamesake(api: Hubspot, objectType: string, given: Given): Promise<Change[]> {
  const compared = [...byDomain(objectType, given), ...byName(objectType, given)];
  if (compared.length === 0) return [];
  const naming = await namingProperties(api, objectType);
  const scopes = objectType === 'deals' ? await dealScopes(api, given.others ?? []) : [[]];
  const properties = [...new Set([...naming, ...(names[objectType] ?? []), ...(besides[objectType] ?? [])])];
  const find = async (ways: readonly Filters[]) => {
    const groups = ways.flatMap((filters) => scopes.map((scope) => ({ filters: [...filters, ...scope] })));
    const filterGroups = groups.slice(0, mostGroups);
    const page = await searchObjects(api, objectType, { filterGroups, properties, limit: mostCompared });
    const records = page.results.filter(({ id }) => id !== given.present?.id);
    const lines = compared.flatMap(({ told, isSame }) => {
      const found = records.find((record) => isSame(record.properties));
      return found ? [namedLine(told, shownOf(naming, found), 'has it already')] : [];
    });
    return { lines, isAll: page.total <= page.results.length };
  };
  const same = compared.map((each) => each.same);
  const { lines, isAll } = await find([...same, ...compared.flatMap(({ near }) => near)]);
  return lines.length > 0 || isAll ? lines : (await find(same)).lines;
}

function shownOf(
  naming: readonly string[],
  { id, properties }: { id: string; properties: Record<string, string | null> },
) {
  const company = properties.company ? `, ${shortName(properties.company)}` : '';
  return `${nameOf(naming, properties, id)}${company} (${id})`;
}

function isNew({ values, present }: Given, property: string): boolean {
  return Boolean(values[property]) && values[property] !== present?.properties[property];
}

function byDomain(objectType: string, given: Given): Comparison[] {
  const { domain = '' } = given.values;
  if (objectType !== 'companies' || !isNew(given, 'domain')) return [];
  const domains = [...new Set([domain.toLowerCase(), hostOf(domain)])];
  const isSame = (properties: Values) => domains.includes(properties.domain?.toLowerCase() ?? '');
  return [{ told: 'the same domain', same: [among('domain', domains)], near: [], isSame }];
}

function byName(objectType: string, given: Given): Comparison[] {
  const telling = names[objectType] ?? [];
  const values: Values = { ...given.present?.properties, ...given.values };
  const textOf = (properties: Values) => telling.flatMap((property) => properties[property] || []).join(' ');
  const name = textOf(values);
  const isPerson = objectType === 'contacts';
  // One word alone does not tell who a person is.
  if (!telling.some((property) => isNew(given, property)) || (isPerson && !name.includes(' '))) return [];
  const of = isPerson ? 'person' : 'anyone';
  const same = telling.flatMap((property) => (values[property] ? [among(property, [values[property]])] : []));
  const isSame = (properties: Values) => areOneName(textOf(properties), name, of);
  return [{ told: 'the same name', same, near: nearly(telling, unmarkedParts(name, of)), isSame }];
}

/** Where another deal of the name would be the same one: among the open ones, and those of its companies. */
async function dealScopes(api: Hubspot, others: readonly OtherRecord[]): Promise<Filters[]> {
  const types = await Promise.all(others.map(({ object_type }) => resolveObjectType(api, object_type)));
  const companies = others.filter((_, index) => types[index] === 'companies');
  return [
    [{ propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }],
    ...companies.map(({ object_id: value }) => [{ propertyName: 'associations.company', operator: 'EQ', value }]),
  ];
}

/** In lower case a text is found however it is written: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
function among(propertyName: string, values: string[]): Filter {
  return { propertyName, operator: 'IN', values: values.map((value) => value.toLowerCase()) };
}

/** What may be the same name in other letters: its words that have most to be found by, one for each property, in any of them. */
function nearly(telling: readonly string[], parts: readonly string[][]): Filters[] {
  const words = parts.toSorted((one, other) => other.join('').length - one.join('').length);
  const [first, ...others] = words.slice(0, telling.length).map((word) =>
    telling.map((propertyName): Filter => {
      return { propertyName, operator: 'CONTAINS_TOKEN', value: `*${word.join('*')}*` };
    }),
  );
  const alone = (first ?? []).map((filter) => [filter]);
  return others.reduce((ways, filters) => ways.flatMap((way) => filters.map((filter) => [...way, filter])), alone);
}

/** The host of a web address, as most companies have their domain. */
function hostOf(address: string): string {
  const [host = ''] = address
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/?#:]/);
  return host.replace(/^www\./, '') || address;
}
