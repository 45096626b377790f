import { refuse } from '../error-reply.ts';
import type { ObjectDefinition, OrgRecord } from '../object-definition.ts';
import { recordsOf } from '../org-state.ts';
import { resolvePath } from '../query/field-reader.ts';
import { attributesOf, renderRecord } from '../query/render-record.ts';
import { describeGlobal, describeObject } from './describe.ts';
import { createRecord, deleteRecord, updateRecord } from './record-write.ts';
import {
  bodyOf,
  externalIdInPath,
  objectInPath,
  type RestCall,
  type RestResource,
  recordInPath,
  unknownResource,
  writeContext,
  wrongMethod,
} from './rest-call.ts';

/** Writes a record whole, or the fields that are asked for. */
export const renderFields = (
  call: RestCall,
  definition: ObjectDefinition,
  record: OrgRecord,
  names: readonly string[],
) => {
  const chosen = names.length > 0 ? names : definition.fields.map(({ name }) => name);
  const paths = chosen.map((name) => resolvePath(definition, name.split('.')));
  return renderRecord(call.state, record, paths, call.version);
};

const fieldsOf = ({ query }: RestCall): string[] =>
  (query.get('fields') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const created = (id: string) => ({ id, success: true, errors: [] });

const answerObject: RestResource = (call) => {
  const definition = objectInPath(call.path[1]);
  if (call.method === 'POST')
    return { status: 201, body: created(createRecord(writeContext(call), definition, bodyOf(call))) };
  if (call.method !== 'GET') throw wrongMethod(call.method, 'GET', 'POST', 'HEAD');
  const recent = [...recordsOf(call.state, definition.name).values()].filter(({ IsDeleted }) => IsDeleted !== true);
  const {
    actionOverrides: _overrides,
    fields: _fields,
    ...objectDescribe
  } = describeObject(call.state, definition, call.version);
  const recentItems = recent.slice(-5).map((record) => ({
    attributes: attributesOf(record, call.version),
    Id: record.Id,
  }));
  return { status: 200, body: { objectDescribe, recentItems } };
};

const answerRecord: RestResource = (call) => {
  const [, name, id = ''] = call.path;
  const definition = objectInPath(name);
  if (call.method === 'GET' && id === 'describe')
    return { status: 200, body: describeObject(call.state, definition, call.version) };
  const record = recordInPath(call, definition, id);
  switch (call.method) {
    case 'GET':
      return { status: 200, body: renderFields(call, definition, record, fieldsOf(call)) };
    case 'PATCH':
      updateRecord(writeContext(call), definition, record, bodyOf(call));
      return { status: 204 };
    case 'DELETE':
      deleteRecord(writeContext(call), definition, record);
      return { status: 204 };
    default:
      throw wrongMethod(call.method, 'HEAD', 'GET', 'PATCH', 'DELETE');
  }
};

/** The records with this value of an external id; one that was deleted has none. */
const findByExternalId = (call: RestCall, definition: ObjectDefinition, field: string, value: string) =>
  [...recordsOf(call.state, definition.name).values()].filter(
    (record) => record.IsDeleted !== true && String(record[field] ?? '').toLowerCase() === value.toLowerCase(),
  );

/** Creates or updates by external id; the same call twice changes one record. */
export const upsertRecord = (
  call: RestCall,
  definition: ObjectDefinition,
  key: { readonly field: string; readonly value: string },
  body: Readonly<Record<string, unknown>>,
): { readonly id: string; readonly isNew: boolean } => {
  const { [key.field]: repeated, ...values } = body;
  if (repeated !== undefined && repeated !== key.value)
    throw refuse(400, 'INVALID_FIELD', `The ${key.field} field should not be specified in the sobject data.`);
  const [existing, ...others] = findByExternalId(call, definition, key.field, key.value);
  if (others.length > 0) {
    const ids = [existing, ...others].map((record) => record?.Id).join(', ');
    const message = `${key.field}: more than one record found for external id field: [${ids}]`;
    throw refuse(400, 'DUPLICATE_EXTERNAL_ID', message, []);
  }
  if (existing === undefined) {
    const id = createRecord(writeContext(call), definition, { ...values, [key.field]: key.value });
    return { id, isNew: true };
  }
  updateRecord(writeContext(call), definition, existing, values);
  return { id: String(existing.Id), isNew: false };
};

/**
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-upsert.html; where several records have the id, with a
 * list of them: https://developer.salesforce.com/docs/platform/api-rest/guide/errorcodes.html
 */
const answerExternalId: RestResource = (call) => {
  const [, name, fieldName = '', value = ''] = call.path;
  const definition = objectInPath(name);
  const field = externalIdInPath(definition, fieldName);
  const found = findByExternalId(call, definition, field.name, value);
  if (found.length > 1) return { status: 300, body: found.map((each) => attributesOf(each, call.version).url) };
  const [record] = found;
  if (call.method === 'PATCH') {
    const { id, isNew } = upsertRecord(call, definition, { field: field.name, value }, bodyOf(call));
    return { status: isNew ? 201 : 200, body: { ...created(id), created: isNew } };
  }
  if (record === undefined) throw refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (call.method === 'GET') return { status: 200, body: renderFields(call, definition, record, fieldsOf(call)) };
  if (call.method !== 'DELETE') throw wrongMethod(call.method, 'HEAD', 'GET', 'PATCH', 'DELETE');
  deleteRecord(writeContext(call), definition, record);
  return { status: 204 };
};

/** Answers /sobjects: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-basic-info.html */
export const sobjects: RestResource = (call) => {
  switch (call.path.length) {
    case 1:
      if (call.method !== 'GET') throw wrongMethod(call.method, 'GET', 'HEAD');
      return { status: 200, body: describeGlobal(call.version) };
    case 2:
      return answerObject(call);
    case 3:
      return answerRecord(call);
    case 4:
      return answerExternalId(call);
    default:
      return unknownResource();
  }
};
