import { cutText, keySpelling, longestText, orNothing, ToolError, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireDate, WireId } from '../identifier.ts';
import { historyOf } from '../portal/property-name.ts';
import { readAnswer } from '../read-answer.ts';

/** A value as HubSpot documents it is text; a number or a truth value is taken for the text of it. */
const WireText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const PropertyChange = z.object({
  value: WireText.nullish(),
  timestamp: z.union([z.date(), z.string()]),
  sourceType: z.string().nullish(),
});

/** A record as HubSpot sends it. */
export const WireObject = z.object({
  id: WireId,
  properties: z.record(z.string(), WireText.nullable()),
  propertiesWithHistory: z.record(z.string(), z.array(PropertyChange)).nullish(),
  createdAt: WireDate.nullish(),
  updatedAt: WireDate.nullish(),
  archived: z.boolean().nullish(),
  url: z.string().nullish(),
});

/** Values of a record, by the names of its properties. */
export type Values = Readonly<Record<string, string | null>>;

/** Where the next page begins. */
export const WirePaging = z.object({ next: z.object({ after: WireId }).nullish() }).nullish();

/** Why a batch has no result for some records. */
export const WireBatchErrors = z.array(z.object({ category: z.string().nullish() })).nullish();

const WireObjects = z.object({ results: z.array(WireObject) });
const WireBatch = WireObjects.extend({ errors: WireBatchErrors });
const WireSearchPage = WireObjects.extend({ total: z.number(), paging: WirePaging });

/** What is searched for. */
export interface SearchRequest {
  filterGroups?: {
    filters: { propertyName: string; operator: string; value?: string; highValue?: string; values?: string[] }[];
  }[];
  query?: string;
  sorts?: string[];
  properties?: string[];
  limit?: number;
  after?: string;
}

/** A new record. */
export interface NewObject {
  properties: Record<string, string>;
  associations?: { to: { id: string }; types: { associationCategory: string; associationTypeId: number }[] }[];
}

/** The SDK's client, with plain texts where it has enums of its own that would have to be loaded to be named. */
interface SearchClient {
  search: { doSearch(objectType: string, request: SearchRequest): Promise<unknown> };
}

/** HubSpot's own properties that tell of a private life, and names that people give to numbers that few may see. */
const privateClasses = {
  ...classesOf('restricted', 'text', 'military_status marital_status gender relationship_status'),
  ...classesOf('restricted', 'text', 'date_of_birth birth_date dob birthday salary bank_account bank_account_number'),
  ...classesOf('restricted', 'ssn', 'ssn social_security_number'),
  ...classesOf('restricted', 'national_id', 'national_id passport_number'),
  ...classesOf('restricted', 'card', 'card_number credit_card credit_card_number'),
  ...classesOf('restricted', 'iban', 'iban'),
};

/** Properties that tell who a customer is, persons and companies, and what people wrote of them. */
const personalClasses = {
  ...classesOf('confidential', 'email', 'email work_email'),
  ...classesOf('confidential', 'name', 'firstname lastname hs_full_name_or_email'),
  ...classesOf('confidential', 'name', 'hs_email_from_firstname hs_email_from_lastname'),
  ...classesOf('confidential', 'name', 'hs_email_to_firstname hs_email_to_lastname'),
  ...classesOf('confidential', 'name', 'name company dealname hs_lead_name'),
  ...classesOf('confidential', 'text', 'domain website'),
  ...classesOf('confidential', 'phone', 'phone mobilephone'),
  ...classesOf('confidential', 'address', 'address zip'),
  ...classesOf('confidential', 'text', 'hs_additional_emails hs_note_body hs_email_text hs_email_html'),
  ...classesOf('confidential', 'text', 'hs_call_body hs_meeting_body hs_task_body content hs_communication_body'),
  ...classesOf('confidential', 'text', 'subject hs_email_subject hs_call_title hs_meeting_title hs_task_subject'),
  ...classesOf('confidential', 'text', 'hs_title hs_order_name hs_cart_name description message hs_next_step'),
  ...classesOf('confidential', 'text', 'closed_lost_reason closed_won_reason'),
  // HubSpot's own copies of these, and what stands beside them.
  ...classesOf('confidential', 'text', 'hs_body_preview hs_body_preview_html hs_call_summary hs_email_headers'),
  ...classesOf('confidential', 'text', 'hs_internal_meeting_notes hs_postal_mail_body'),
  fax: 'confidential',
  hs_whatsapp_phone_number: 'confidential',
  hs_calculated_phone_number: 'confidential',
  hs_calculated_mobile_number: 'confidential',
  address2: 'confidential',
  hs_linkedin_url: 'confidential',
};

function classesOf(data: 'confidential' | 'restricted', pii: string, properties: string) {
  return Object.fromEntries(properties.split(' ').map((name) => [name, { class: data, pii }]));
}

/** What a property was is as personal as what it is. */
function withHistories<Class>(classes: Record<string, Class>): Record<string, Class> {
  const ofHistories = Object.entries(classes).map(([name, each]) => [historyOf(name), each]);
  return { ...classes, ...Object.fromEntries(ofHistories) };
}

const privateSpellings = new Set(Object.keys(privateClasses).map(keySpelling));

/** Whether a property by its name holds what few may see, however it is spelled. */
export function isPrivate(name: string): boolean {
  return privateSpellings.has(keySpelling(name));
}

/** Whether a property by its name tells who a customer is, or what was written of one. */
export function isPersonal(name: string): boolean {
  return Object.hasOwn(personalClasses, name);
}

/** A record's properties; those that are known for what they hold are classified. */
export const Properties = z
  .record(z.string(), z.string())
  .describe('Properties by internal name; one without a value is left out')
  .meta({ classes: withHistories({ ...personalClasses, ...privateClasses }) });

/** A record as a model sees it. */
export const CrmObject = z.object({
  id: z.string().describe('Record id, for get_object, update_object and associate_objects'),
  properties: Properties,
  sensitive_properties: z
    .record(z.string(), z.string())
    .optional()
    .describe('Those that HubSpot keeps as sensitive data')
    .meta({ class: 'restricted' }),
  created_at: z.string().optional().describe('ISO 8601'),
  updated_at: z.string().optional().describe('ISO 8601'),
  archived: z.boolean().optional().describe('True for a deleted record'),
  url: z.string().optional().describe('Page of the record in HubSpot'),
});

/** Characters that are shown of a value that was just written: it is known. */
const longestWritten = 1000;

/** What is shown of a record. */
interface Shown {
  /** All that HubSpot sent where none is named. */
  asked?: readonly string[];
  isSensitive(name: string): boolean;
  /** Most characters of a text: HubSpot's can be longer than an answer. */
  longest?: number;
}

/** Leaves out what has no value, and what was not asked for: HubSpot adds times and the id, which are shown already. */
export function toCrmObject(
  wire: z.output<typeof WireObject>,
  { asked = [], isSensitive, longest = longestText.amongOthers }: Shown,
): z.input<typeof CrmObject> {
  const present = Object.entries(wire.properties).flatMap(([name, value]): [string, string][] =>
    value && (asked.length === 0 || asked.includes(name)) ? [[name, cutText(value, longest)]] : [],
  );
  const { plain, hidden } = splitValues(present, isSensitive);
  return {
    id: wire.id,
    properties: plain,
    ...(hidden && { sensitive_properties: hidden }),
    ...(wire.createdAt && { created_at: wire.createdAt }),
    ...(wire.updatedAt && { updated_at: wire.updatedAt }),
    ...(wire.archived && { archived: true }),
    ...(wire.url && { url: wire.url }),
  };
}

/** Values with those of sensitive data apart, under a class of their own. */
export function splitValues(values: readonly [string, string][], isSensitive: Shown['isSensitive']) {
  const { plain = [], hidden } = Object.groupBy(values, ([name]) => (isSensitive(name) ? 'hidden' : 'plain'));
  return { plain: Object.fromEntries(plain), hidden: hidden && Object.fromEntries(hidden) };
}

/** A record that was just written; where it could not be told which properties are sensitive, any may be one. */
export function toWrittenObject(
  wire: z.output<typeof WireObject>,
  isSensitive: Shown['isSensitive'] = () => true,
): z.input<typeof CrmObject> {
  return toCrmObject(wire, { isSensitive, longest: longestWritten });
}

/** One page of a search; `after` counts records and cannot go past 10,000. */
export async function searchObjects(api: Hubspot, objectType: string, request: SearchRequest) {
  const { search }: SearchClient = await api.objects();
  return readAnswer(WireSearchPage, search.doSearch(objectType, request));
}

/** Creates one record, associations included, or nothing. The SDK would take a success other than 201 for a failure. */
export function createRecord(api: Hubspot, objectType: string, object: NewObject) {
  return api.request(WireObject, { method: 'POST', path: ['crm', 'v3', 'objects', objectType], body: object });
}

/** One record with some of its properties, found by id or by another unique property. */
export async function readObject(
  api: Hubspot,
  objectType: string,
  id: string,
  properties: string[],
  idProperty?: string,
  propertiesWithHistory?: string[],
) {
  if (idProperty === undefined && !/^\d+$/.test(id)) {
    const advice = id.includes('@') ? 'Pass id_property "email" with it' : 'Find the id with search_objects';
    throw wrongInput('object_id', 'is not a record id, which has only digits', `${advice}.`);
  }
  const { basic } = await api.objects();
  return readAnswer(
    WireObject,
    basic.getById(objectType, id, properties, propertiesWithHistory, undefined, false, idProperty),
  );
}

/** Throws where a batch has no result for what may well be there: it would be taken for none. */
export function requireWhole(errors: z.output<typeof WireBatchErrors>): void {
  if (errors?.every(({ category }) => category === 'OBJECT_NOT_FOUND') ?? true) return;
  throw new ToolError('unavailable', 'HubSpot could read some of these records and not others. Try again in a moment.');
}

/**
 * Several records at once; HubSpot takes 100 ids a request, 50 with history, and leaves out those it does not find. What is too long an
 * answer is asked for by halves: texts of emails may be of any length.
 */
export async function readObjects(
  api: Hubspot,
  objectType: string,
  ids: readonly string[],
  properties: string[],
  propertiesWithHistory: string[] = [],
): Promise<z.output<typeof WireObject>[]> {
  const { batch } = await api.objects();
  const readAll = async (wanted: readonly string[], most: number): Promise<z.output<typeof WireObject>[]> => {
    if (wanted.length > most) {
      const parts = await Promise.all([readAll(wanted.slice(0, most), most), readAll(wanted.slice(most), most)]);
      return parts.flat();
    }
    const inputs = wanted.map((id) => ({ id }));
    const answer = readAnswer(WireBatch, batch.read(objectType, { inputs, properties, propertiesWithHistory }));
    const read = await (wanted.length > 1 ? orNothing(answer, 'too_large') : answer);
    requireWhole(read?.errors);
    return read?.results ?? readAll(wanted, Math.ceil(wanted.length / 2));
  };
  return ids.length === 0 ? [] : readAll(ids, propertiesWithHistory.length > 0 ? 50 : 100);
}
