import { type Explain, type Explanation, type FieldProblem, problemsSentence } from '@bizmcp/core';
import * as z from 'zod';
import { optionProblem, readOnlyProblem, unknownProperty } from './field-problem.ts';

const Context = z.record(z.string(), z.array(z.string()).catch([])).catch({});
const Detail = z.object({
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  in: z.string().optional().catch(undefined),
  context: Context.optional(),
});

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling: "all be treated as optional in any error parsing". */
const VendorError = z.object({
  message: z.string().catch(''),
  category: z.string().catch(''),
  errorType: z.string().catch(''),
  subCategory: z.string().catch(''),
  policyName: z.string().catch(''),
  context: Context.optional(),
  errors: z.array(Detail).catch([]),
});

type VendorError = z.output<typeof VendorError>;

/** Says in our words what HubSpot's error answer means; of its text only names, options, ids and scopes get through. */
export const explainError: Explain = ({ url, status, body }) => {
  const parsed = VendorError.safeParse(body);
  if (!parsed.success) return undefined;
  const error = parsed.data;
  if (status === 403) return explainScopes(error);
  if (status === 404) return { message: missingAt(url) };
  if (status === 409) return explainConflict(error);
  if (status === 429) return explainLimit(error);
  const passing = passingStates.get(status);
  if (passing !== undefined) return { message: passing, code: 'unavailable' };
  return explainValidation(error, url);
};

/** Statuses of HubSpot's own: https://developers.hubspot.com/docs/api-reference/latest/error-handling */
const passingStates = new Map([
  [423, 'it is locked for about two seconds while much is changed at once'],
  [477, 'the portal is being moved to another data centre'],
]);

/** What was asked for, and where to look for it: a call reads several things, and only the path tells which of them is missing. */
function missingAt(url: URL | undefined): string {
  const [, system, area, kind, type = '', id = ''] = url?.pathname.split('/') ?? [];
  if (system === 'automation')
    return kind === 'flows' ? `${missing('workflow')}; list_workflows has them` : missing('contact or workflow');
  if (area === 'campaigns') return missing('campaign');
  const isRecord = system === 'crm' && kind === 'objects' && typeName.test(type);
  if (!isRecord) return missing('record, object type or asset');
  const what = /^\d{1,20}$/.test(id) ? `no record ${id} among ${type}` : missing(`record among ${type}`);
  return `${what}; find its id with search_objects`;
}

const typeName = /^[a-z0-9_-]{1,60}$/;

function missing(what: string): string {
  return `no ${what} with this identifier`;
}

const scopeName = /^[a-z][a-z0-9._-]{1,79}$/;

function explainScopes({ context, errors }: VendorError): Explanation | undefined {
  const contexts = [context, ...errors.map((detail) => detail.context)];
  const isAll = errors.some((detail) => /^all of/i.test(detail.message));
  const named = contexts.flatMap((each) => Object.entries(each ?? {}));
  const scopes = named.filter(([key]) => /scopes$/i.test(key)).flatMap(([, values]) => values.flatMap(words));
  const missing = [...new Set(scopes.filter((scope) => scopeName.test(scope)))].slice(0, 10);
  if (missing.length === 0) return undefined;
  return {
    message: `the credentials lack a scope; grant ${isAll ? 'all' : 'one'} of ${missing.join(', ')} to the key or app in HubSpot under Development`,
  };
}

/** HubSpot sends lists of scopes as a list or as one text in brackets. */
function words(text: string): string[] {
  return text.split(/[\s,[\]]+/).filter(Boolean);
}

function explainConflict({ message }: VendorError): Explanation {
  const existing = /Existing ID: (\d{1,20})/i.exec(message)?.[1];
  return existing
    ? { message: `a record with this unique value exists already: id ${existing}; change that one with update_object` }
    : { message: 'a record with this unique value exists already, or it was changed at the same time' };
}

function explainLimit({ policyName, errorType }: VendorError): Explanation {
  if (/DAILY/.test(`${policyName} ${errorType}`)) {
    return {
      message:
        "the portal's daily number of API requests is used up; it starts anew at midnight in the portal's time zone",
      retry: false,
    };
  }
  if (/TEN_SECONDLY/.test(policyName))
    return { message: 'too many requests within 10 seconds, after which there are new ones' };
  if (/SECONDLY/.test(policyName))
    return { message: 'too many requests within a second, as searches have a limit of their own' };
  return { message: 'too many requests' };
}

function explainValidation(error: VendorError, url: URL | undefined): Explanation | undefined {
  const details = [...error.errors, ...embeddedDetails(error.message)];
  const named = [...details.flatMap(toFields), ...fieldsOfContext(error)];
  const fields = [...new Map(named.map((field) => [field.path, field])).values()];
  if (fields.length > 0) return { message: problemsSentence(fields), fields: fields.slice(0, 20) };
  const unknown = /Property "?([A-Za-z0-9_]{1,100})"? does not exist/i.exec(error.message)?.[1];
  if (unknown) return { message: problemsSentence([unknownProperty(unknown)]), fields: [unknownProperty(unknown)] };
  if (/unable to infer object type|invalid object type/i.test(error.message))
    return { message: missingType(error.message), code: 'not_found' };
  if (error.category !== 'VALIDATION_ERROR') return undefined;
  return { message: url?.pathname.includes('/associations/') ? notAssociated : unnamed };
}

function missingType(message: string): string {
  const name = /: ([a-z0-9_-]{1,60})$/.exec(message)?.[1] ?? '';
  if (name === 'leads') return noLeads;
  return `no such object type${name && `, ${name},`} in this portal; try contacts, companies, deals, tickets, products, line_items, calls, emails, meetings, notes or tasks`;
}

/** https://developers.hubspot.com/docs/api-reference/crm-leads-v3/guide: "be sure leads have been set up in your account" */
const noLeads =
  'the object leads is not set up in this portal; people who may buy are contacts, by lifecyclestage and hs_lead_status';

const unnamed =
  'it names no field; numbers are written like 1250.5, times in ISO 8601, names and options as list_properties has them';

const notAssociated =
  'it takes no such association: perhaps a limit of them is reached, or one of the records is archived; get_object shows those there are';

/** What the error as a whole is about: the properties that a new record lacks, the filter of a search, the property to find by. */
function fieldsOfContext({ context = {}, message }: VendorError): FieldProblem[] {
  const path = context.propertyName?.[0];
  if (path?.startsWith('associations.')) return [{ path: 'associations', problem: notLinked }];
  const fields = [
    ...(context.properties ?? []).map((name) => ({
      path: name,
      problem: /required/i.test(message) ? (problems.REQUIRED_FIELD ?? '') : notTaken,
    })),
    ...(context.idProperty ?? []).map((name) => ({
      path: name,
      problem: 'is no unique property; see list_properties',
    })),
    ...(path !== undefined && context.operator ? [{ path, problem: notCompared }] : []),
  ];
  return fields.filter((field) => propertyName.test(field.path));
}

/** Some endpoints put the details as JSON into the message. */
function embeddedDetails(message: string): z.output<typeof Detail>[] {
  const json = /\[\{.*\}\]/s.exec(message)?.[0];
  return json ? z.preprocess(parseText, z.array(Detail)).catch([]).parse(json) : [];
}

function parseText(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return [];
  }
}

const propertyName = /^[A-Za-z][A-Za-z0-9_]{0,99}$/;

const notTaken = 'HubSpot does not take this value';
const notCompared = `${notTaken} with this operator; numbers are written like 1250.5, times in ISO 8601, of days that the calendar has`;
const notLinked =
  'takes EQ or IN with record ids; contacts without a company are those with NOT_HAS_PROPERTY of associatedcompanyid, ' +
  'and records without any other kind those that a search with associations.<type> among its properties shows without it';
const notNumber = 'not a number: digits with a decimal point, such as 1250.5';

const problems: Record<string, string> = {
  INVALID_EMAIL: 'not an email address',
  // HubSpot says so of decimals too, and of times that it cannot read.
  INVALID_INTEGER: notNumber,
  INVALID_LONG: `${notNumber}; a time is given in ISO 8601, with Z or a zone such as +01:00`,
  INVALID_NUMBER: notNumber,
  INVALID_DOUBLE: notNumber,
  INVALID_DATE: 'not a date: give YYYY-MM-DD, or a time in ISO 8601',
  INVALID_BOOLEAN: 'give true or false',
  INVALID_OWNER_ID: 'no owner with this id; see list_owners',
  READ_ONLY_VALUE: readOnlyProblem,
  REQUIRED_FIELD: 'is required for a new record',
  PROPERTY_REQUIRED: 'is required for a new record',
  INVALID_PIPELINE_ID: 'no such pipeline; see list_pipelines',
  INVALID_PIPELINE_STAGE_ID: 'no such stage in this pipeline; see list_pipelines',
  STRING_TOO_LONG: 'is too long',
  // https://developers.hubspot.com/changelog/breaking-change-enhanced-validations-for-non-string-properties-in-hubspots-crmobject-apis
  LEADING_TRAILING_WHITESPACE: 'begins or ends with a blank or an invisible character',
};

function toFields(detail: z.output<typeof Detail>): FieldProblem[] {
  const field = toField(detail);
  return field ? [field] : [];
}

function toField(detail: z.output<typeof Detail>): FieldProblem | undefined {
  const { context = {} } = detail;
  const named = [
    context.propertyName?.[0],
    context.properties?.[0],
    context.propertyNames?.[0],
    detail.name,
    detail.in,
  ];
  const path = named.find((name) => name !== undefined && propertyName.test(name));
  if (path === undefined) return undefined;
  const code = detail.code ?? detail.error ?? '';
  if (code === 'PROPERTY_DOESNT_EXIST') return unknownProperty(path);
  if (code === 'INVALID_OPTION') return { path, problem: optionProblem(optionsIn(detail.message)) };
  return { path, problem: problems[code] ?? notTaken };
}

/** The allowed options stand in the message, in brackets or as `value: "x"`. */
function optionsIn(message: string): string[] {
  const quoted = [...message.matchAll(/value: "([^"]{1,80})"/g)].map((match) => match[1] ?? '');
  return quoted.length > 0 ? quoted : (/\[([^[\]]{1,2000})\]/.exec(message)?.[1]?.split(',') ?? []);
}
