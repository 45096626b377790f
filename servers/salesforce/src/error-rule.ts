import type { ErrorCode } from '@bizmcp/core';

/** What an error code of Salesforce means, and what to do next; a code of ours where the status would say another. */
export interface ErrorRule {
  problem: string;
  code?: ErrorCode;
  /** False where trying again within the call is of no use. */
  retry?: false;
  /** Whether the text is the org's own and says what is to be done: of a validation rule, a trigger, a flow. */
  hasOwnText?: true;
}

/** https://developer.salesforce.com/docs/platform/soap-api/guide/sforce-api-calls-concepts-core-data-objects.html (StatusCode and ExceptionCode) */
const errorRules: Readonly<Record<string, ErrorRule>> = {
  REQUIRED_FIELD_MISSING: { problem: 'is required; give it a value' },
  INVALID_FIELD: { problem: 'is no field here, or hidden from this user; describe_object has the names' },
  INVALID_FIELD_FOR_INSERT_UPDATE: { problem: 'cannot be written by this user; leave it out' },
  INVALID_TYPE: { problem: 'no such object for this user; list_objects has the names' },
  INVALID_TYPE_ON_FIELD_IN_RECORD: { problem: 'has a value of the wrong type; describe_object has the types' },
  JSON_PARSER_ERROR: { problem: 'has a value of the wrong type; describe_object has the types' },
  STRING_TOO_LONG: { problem: 'is too long; describe_object has the lengths' },
  NUMBER_OUTSIDE_VALID_RANGE: { problem: 'is a number outside of the range of this field' },
  INVALID_EMAIL_ADDRESS: { problem: 'is no email address' },
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: {
    problem: 'takes only its own values, perhaps fewer for this record type; describe_object has them',
  },
  FIELD_CUSTOM_VALIDATION_EXCEPTION: { problem: 'a rule of this org refuses it', hasOwnText: true },
  FIELD_FILTER_VALIDATION_EXCEPTION: { problem: 'the filter of this lookup refuses the record', hasOwnText: true },
  FIELD_INTEGRITY_EXCEPTION: { problem: 'has the id of another kind of record; describe_object says of which' },
  MALFORMED_ID: { problem: 'has an id that is none, or of another kind of record; find it with query_records' },
  INVALID_ID_FIELD: { problem: 'has an id that is none; find it with query_records' },
  INVALID_CROSS_REFERENCE_KEY: {
    problem: 'names a record that is not there or not visible; find it with query_records',
  },
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: {
    code: 'conflict',
    problem: 'an automation of this org refuses it; tell its administrator',
    hasOwnText: true,
  },
  CANNOT_EXECUTE_FLOW_TRIGGER: {
    code: 'conflict',
    problem: 'a flow of this org failed on it; tell its administrator',
    hasOwnText: true,
  },
  CANNOT_UPDATE_CONVERTED_LEAD: {
    code: 'conflict',
    problem:
      'this lead is converted; take its contact, account or opportunity instead, or ask an administrator for "View and Edit Converted Leads"',
  },
  DUPLICATES_DETECTED: { code: 'conflict', problem: 'a duplicate rule of this org finds it there already' },
  DUPLICATE_VALUE: { code: 'conflict', problem: 'another record has this unique value' },
  DUPLICATE_EXTERNAL_ID: {
    code: 'conflict',
    problem: 'several records have this external id; change one of them with update_record',
  },
  ENTITY_IS_DELETED: {
    code: 'not_found',
    problem:
      'this record is deleted; a person can restore it in Salesforce from the recycle bin for 15 days, no tool here can',
  },
  ENTITY_IS_LOCKED: { code: 'conflict', problem: 'this record is locked while it waits for an approval in Salesforce' },
  NOT_FOUND: { code: 'not_found', problem: 'no such record, object or external id field; find it with query_records' },
  DELETE_FAILED: { code: 'conflict', problem: 'other records depend on it; delete or move them first' },
  DEPENDENCY_EXISTS: { code: 'conflict', problem: 'other records depend on it; delete or move them first' },
  UNABLE_TO_LOCK_ROW: {
    code: 'conflict',
    problem: 'another transaction holds this record or its parent, and nothing was changed; try again in a minute',
  },
  INACTIVE_OWNER_OR_USER: { problem: 'goes to a user who is no longer active; choose one with IsActive = TRUE' },
  TRANSFER_REQUIRES_READ: { problem: 'goes to a user who may not read such records; choose another owner' },
  CIRCULAR_DEPENDENCY: { problem: 'would make a record its own parent, over others or at once' },
  INSUFFICIENT_ACCESS: { code: 'forbidden', problem: 'this user may not do it' },
  INSUFFICIENT_ACCESS_OR_READONLY: { code: 'forbidden', problem: 'this user may not change this record' },
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: {
    code: 'forbidden',
    problem: 'this user may not use a record that it refers to, such as its owner, parent or record type',
  },
  API_DISABLED_FOR_ORG: { code: 'forbidden', problem: 'this org or user has no API access ("API Enabled")' },
  API_CURRENTLY_DISABLED: { code: 'forbidden', problem: 'the API of this org is switched off for now' },
  INVALID_SESSION_ID: { code: 'unauthenticated', problem: 'the session has ended or is not valid; log in again' },
  INVALID_AUTH_HEADER: { code: 'unauthenticated', problem: 'there is no session; log in' },
  REQUEST_LIMIT_EXCEEDED: {
    code: 'rate_limited',
    problem: "the org's API requests are used up; see get_limits, more come free in the course of 24 hours",
    retry: false,
  },
  STORAGE_LIMIT_EXCEEDED: { code: 'too_large', problem: "the org's storage is full; tell its administrator" },
  UNKNOWN_EXCEPTION: { problem: 'something failed within Salesforce' },
  SERVER_UNAVAILABLE: { code: 'unavailable', problem: 'Salesforce is busy' },
  QUERY_TIMEOUT: {
    code: 'too_large',
    problem: 'the query took too long; narrow it by an indexed field such as CreatedDate',
  },
  QUERY_TOO_COMPLICATED: { code: 'too_large', problem: 'the query is too complex; ask for fewer fields or conditions' },
  OPERATION_TOO_LARGE: { code: 'too_large', problem: 'too many records are looked at; narrow the conditions' },
  EXCEEDED_ID_LIMIT: { code: 'too_large', problem: 'too many groups; narrow the conditions' },
  INVALID_QUERY_LOCATOR: { code: 'invalid_input', problem: 'this cursor is no longer valid; begin again without it' },
  INVALID_QUERY_FILTER_OPERATOR: { problem: 'this operator does not fit the field; describe_object has the types' },
  MALFORMED_QUERY: { problem: 'Salesforce cannot read the conditions, fields or order; check the names and types' },
  MALFORMED_SEARCH: { problem: 'Salesforce cannot search for this; give words of two letters or more' },
  METHOD_NOT_ALLOWED: { code: 'forbidden', problem: 'records of this object cannot be changed so' },
  INVALID_INPUT: { problem: 'Salesforce does not take it so' },
};

/** Codes that stand for more than one thing, told apart by their texts. */
const specialRules: readonly { code: string; text: RegExp; rule: ErrorRule }[] = [
  {
    code: 'REQUEST_LIMIT_EXCEEDED',
    text: /concurrent/i,
    rule: { code: 'rate_limited', problem: 'too many requests of 20 seconds and more are under way in this org' },
  },
  {
    code: 'INVALID_QUERY_FILTER_OPERATOR',
    text: /invalid ID field/i,
    rule: {
      problem:
        'there is an id that is none, in letters of another case, or of another kind of record; find it with query_records',
    },
  },
  {
    code: 'MALFORMED_QUERY',
    text: /semi[ -]?join|inner and outer selects?/i,
    rule: {
      problem:
        'IN (SELECT ...) takes one field with ids, of another object that is not Task or Event, without ORDER BY, LIMIT or another ' +
        'IN (SELECT ...); two of them at most, joined by AND; else query that object first, and name its ids; the day of the last activity is LastActivityDate',
    },
  },
  {
    code: 'MALFORMED_QUERY',
    text: /grouped or aggregated/i,
    rule: {
      problem:
        'groups are ordered by what stands in fields: SUM(Amount) or its other name, a grouped field, or CALENDAR_MONTH(CloseDate), not CloseDate alone',
    },
  },
  {
    code: 'MALFORMED_QUERY',
    text: /requires? a filter/i,
    rule: { problem: 'records of this object are found by a condition with = or IN on ids that it refers to alone' },
  },
  {
    code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    text: /^entity type /i,
    rule: { code: 'forbidden', problem: 'records of this object cannot be changed so' },
  },
  {
    code: 'FIELD_INTEGRITY_EXCEPTION',
    text: /duration/i,
    rule: {
      problem:
        'ends before its start, or after more time than this org allows; give EndDateTime together with StartDateTime',
    },
  },
  {
    code: 'FIELD_INTEGRITY_EXCEPTION',
    text: /problem with this (?:state|country)/i,
    rule: {
      problem:
        'is no state or country of this org, or the state is not of the country; describe_object has the choices of its code',
    },
  },
  {
    code: 'INVALID_FIELD',
    text: /value of filter criterion/i,
    rule: { problem: 'is compared with a value of another type; describe_object has the types' },
  },
];

export function ruleOf({ errorCode, message }: { errorCode: string; message: string }): ErrorRule | undefined {
  const special = specialRules.find(({ code, text }) => code === errorCode && text.test(message));
  return special?.rule ?? errorRules[errorCode];
}
