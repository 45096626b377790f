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
const mostCompared = 100;
/** A search takes five groups of filters: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm, "Limits" */
const mostCompanies = 4;

/**
 * A record that this one would double: HubSpot tells companies apart by their domain and contacts by their address, but asks for neither,
 * and a person may have several addresses.
 */
export async function readNamesake(
  api: Hubspot,
  objectType: string,
  values: Readonly<Record<string, string>>,
  others: readonly OtherRecord[] = [],
): Promise<Change> {
  const { domain } = values;
  const telling = names[objectType] ?? [];
  const isNamed = telling.length > 0 && telling.every((name) => values[name]);
  const hasDomain = objectType === 'companies' && domain;
  if (!hasDomain && !isNamed) return namedLine('the same name', undefined, '');
  const naming = await namingProperties(api, objectType);
  const scopes = objectType === 'deals' ? await dealScopes(api, others) : [[]];
  const find = async (ways: readonly Filters[], limit: number) => {
    const filterGroups = ways.flatMap((filters) => scopes.map((scope) => ({ filters: [...filters, ...scope] })));
    const properties = [...new Set([...naming, ...telling, ...(objectType === 'contacts' ? ['company'] : [])])];
    return (await searchObjects(api, objectType, { filterGroups, properties, limit })).results;
  };
  const found = hasDomain
    ? (await find([[among('domain', domain, hostOf(domain))]], 1))[0]
    : await findNamed(telling, values, find);
  const company = found?.properties.company ? `, ${shortName(found.properties.company)}` : '';
  const shown = found && `${nameOf(naming, found.properties, found.id)}${company} (${found.id})`;
  return namedLine(hasDomain ? 'the same domain' : 'the same name', shown, 'has it already');
}

/** First by the name as it is given, and where that finds none by what any way to write it has. */
async function findNamed<Found extends { properties: Values }>(
  telling: readonly string[],
  values: Values,
  find: (ways: readonly Filters[], limit: number) => Promise<Found[]>,
): Promise<Found | undefined> {
  const [same] = await find([telling.map((name) => among(name, values[name] ?? ''))], 1);
  if (same) return same;
  const textOf = (properties: Values) => telling.map((name) => properties[name] ?? '').join(' ');
  const ways = nearly(telling, textOf(values));
  const near = ways.length === 0 ? [] : await find(ways, mostCompared);
  return near.find(({ properties }) => areOneName(textOf(properties), textOf(values)));
}

/** Where another deal of the name would be the same one: among the open ones, and those of its companies. */
async function dealScopes(api: Hubspot, others: readonly OtherRecord[]): Promise<Filters[]> {
  const types = await Promise.all(others.map(({ object_type }) => resolveObjectType(api, object_type)));
  const companies = others.filter((_, index) => types[index] === 'companies').slice(0, mostCompanies);
  return [
    [{ propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }],
    ...companies.map(({ object_id: value }) => [{ propertyName: 'associations.company', operator: 'EQ', value }]),
  ];
}

/** In lower case a text is found however it is written: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
function among(propertyName: string, ...values: string[]): Filter {
  return { propertyName, operator: 'IN', values: [...new Set(values.map((value) => value.toLowerCase()))] };
}

/** What may be the same name in other letters: its words that have most to be found by, one for each property, in any of them. */
function nearly(telling: readonly string[], name: string): Filters[] {
  const words = unmarkedParts(name).toSorted((one, other) => other.join('').length - one.join('').length);
  const [first, ...others] = words.slice(0, telling.length).map((parts) =>
    telling.map((propertyName): Filter => {
      return { propertyName, operator: 'CONTAINS_TOKEN', value: `*${parts.join('*')}*` };
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
