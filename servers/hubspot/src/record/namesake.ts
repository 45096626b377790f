import { areOneName, unmarkedParts } from '@bizmcp/insights';
import type { Hubspot } from '../hubspot.ts';
import { storedTime } from '../identifier.ts';
import { resolveObjectType, standardTypes } from '../portal/object-type.ts';
import { shortName } from '../short-name.ts';
import { readAssociated } from './association.ts';
import { type SearchRequest, searchObjects, type Values } from './crm-object.ts';
import type { OtherRecord } from './other-record.ts';
import { nameOf, namingProperties } from './record-change.ts';

type Filters = NonNullable<SearchRequest['filterGroups']>[number]['filters'];
type Filter = Filters[number];

/** What people know a record by. */
const names: Readonly<Record<string, readonly string[]>> = {
  companies: ['name'],
  contacts: ['firstname', 'lastname'],
  deals: ['dealname'],
};
/** What else tells which one it is. */
const besides: Readonly<Record<string, readonly string[]>> = {
  companies: ['domain'],
  contacts: ['company'],
  deals: ['amount'],
  tasks: ['hs_timestamp'],
};
/** What tasks are about. */
const taskHolders = ['contacts', 'companies', 'deals', 'tickets'];
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
  told: 'the same domain' | 'the same name' | 'the same amount' | 'the same subject and day';
  /** Finds what has the values as they are given, and those what has the name in other letters. */
  same: Filters[];
  near: Filters[];
  isSame(properties: Values): boolean;
}

/** Records that are told at most. */
const mostTold = 5;

/**
 * Warns of records that this one would double: HubSpot tells companies apart by their domain and contacts by their address, but asks for
 * neither, and a person may have several addresses. One search, and a second where the first finds more than fits.
 */
export async function warnOfNamesakes(api: Hubspot, objectType: string, given: Given): Promise<string[]> {
  const scopes = await readScopes(api, objectType, given);
  const compared = [
    ...byDomain(objectType, given),
    ...byName(objectType, given, scopes),
    ...byAmount(objectType, given),
    ...byDay(objectType, given, scopes),
  ];
  if (compared.length === 0) return [];
  const naming = await namingProperties(api, objectType);
  const properties = [...new Set([...naming, ...(names[objectType] ?? []), ...(besides[objectType] ?? [])])];
  const find = async (ways: readonly Filters[]) => {
    const filterGroups = ways.slice(0, mostGroups).map((filters) => ({ filters }));
    const page = await searchObjects(api, objectType, { filterGroups, properties, limit: mostCompared });
    const warnings = page.results.flatMap((record) => {
      const told = compared.filter(({ isSame }) => isSame(record.properties)).map((each) => each.told);
      const kind = standardTypes[objectType]?.singular;
      if (told.length === 0 || record.id === given.present?.id) return [];
      return [`HubSpot has this ${kind} already: ${shownOf(naming, record)}, ${told.join(', ')}`];
    });
    return { warnings: warnings.slice(0, mostTold), isAll: page.total <= page.results.length };
  };
  const same = compared.flatMap((each) => each.same);
  const { warnings, isAll } = await find([...same, ...compared.flatMap(({ near }) => near)]);
  return warnings.length > 0 || isAll ? warnings : (await find(same)).warnings;
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
  return [{ told: 'the same domain', same: [[among('domain', domains)]], near: [], isSame }];
}

function byName(objectType: string, given: Given, scopes: readonly Filters[]): Comparison[] {
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
  const near = nearly(telling, unmarkedParts(name, of));
  return [{ told: 'the same name', same: within(scopes, [same]), near: within(scopes, near), isSame }];
}

/** Of deals that are closed, or another company's, the name alone says little. */
function byAmount(objectType: string, given: Given): Comparison[] {
  const { dealname = '', amount = '' } = given.values;
  if (objectType !== 'deals' || !amount || !isNew(given, 'dealname')) return [];
  const isSame = (properties: Values) =>
    areOneName(properties.dealname ?? '', dealname, 'anyone') && Number(properties.amount) === Number(amount);
  const same: Filters = [among('dealname', [dealname]), { propertyName: 'amount', operator: 'EQ', value: amount }];
  return [{ told: 'the same amount', same: [same], near: [], isSame }];
}

/** A task that is there already. */
function byDay(objectType: string, given: Given, scopes: readonly Filters[]): Comparison[] {
  const { subject, day } = taskOf({ ...given.present?.properties, ...given.values });
  if (objectType !== 'tasks' || !isNewTask(given) || !subject || !day) return [];
  const [from, to] = [Date.parse(day), Date.parse(`${day}T23:59:59.999Z`)].map(String);
  const ofDay: Filter = { propertyName: 'hs_timestamp', operator: 'BETWEEN', value: from ?? '', highValue: to ?? '' };
  const isSame = (properties: Values) => {
    const other = taskOf(properties);
    return other.subject === subject && other.day === day;
  };
  const same = within(scopes, [[among('hs_task_subject', [subject]), ofDay]]);
  return [{ told: 'the same subject and day', same, near: [], isSame }];
}

/** What tells a task from others of the same records. */
function taskOf({ hs_task_subject: subject, hs_timestamp: time }: Values) {
  return { subject: subject?.trim().toLowerCase(), day: storedTime(time)?.slice(0, 10) };
}

function isNewTask({ values, present }: Given): boolean {
  const now = taskOf(present?.properties ?? {});
  const then = taskOf({ ...present?.properties, ...values });
  return now.subject !== then.subject || now.day !== then.day;
}

/**
 * Where another record of the name would be the same one: deals among the open ones, and those of its companies; tasks of the same records,
 * or of the same owner where there are none.
 */
async function readScopes(api: Hubspot, objectType: string, given: Given): Promise<Filters[]> {
  if (objectType === 'tasks') return isNewTask(given) ? readTaskScopes(api, given) : [[]];
  if (objectType !== 'deals') return [[]];
  const linked = await Promise.all((given.others ?? []).map((other) => linkedTo(api, other)));
  const ofCompanies = linked.filter(({ propertyName }) => propertyName === 'associations.company');
  const isOpen = { propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' };
  return [isOpen, ...ofCompanies].map((filter) => [filter]);
}

async function readTaskScopes(api: Hubspot, { values, present, others = [] }: Given): Promise<Filters[]> {
  const lists = present ? taskHolders.map((type) => readAssociated(api, 'tasks', present.id, type)) : [];
  const known = (await Promise.all(lists)).flatMap(({ records }) => records);
  const linked = await Promise.all([...others, ...known].map((other) => linkedTo(api, other)));
  if (linked.length > 0) return linked.map((filter) => [filter]);
  const propertyName = 'hubspot_owner_id';
  const value = values[propertyName] ?? present?.properties[propertyName];
  return [[value ? { propertyName, operator: 'EQ', value } : { propertyName, operator: 'NOT_HAS_PROPERTY' }]];
}

async function linkedTo(
  api: Hubspot,
  { object_type, object_id: value }: Pick<OtherRecord, 'object_type' | 'object_id'>,
) {
  const type = standardTypes[await resolveObjectType(api, object_type)]?.singular;
  return { propertyName: `associations.${type}`, operator: 'EQ', value };
}

function within(scopes: readonly Filters[], ways: readonly Filters[]): Filters[] {
  return ways.flatMap((filters) => scopes.map((scope) => [...filters, ...scope]));
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
