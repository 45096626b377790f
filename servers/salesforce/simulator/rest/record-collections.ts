import { Refusal, type SimulatedReply } from '@bizmcp/testkit/simulator';
import { refuse } from '../error-reply.ts';
import { objectOfId } from '../org-schema.ts';
import { recordsOf } from '../org-state.ts';
import { requireObject } from '../query/query-context.ts';
import { readRecordId } from '../record-id.ts';
import { createRecord, deleteRecord, rollBack, updateRecord } from './record-write.ts';
import {
  bodyOf,
  externalIdInPath,
  listOf,
  objectInPath,
  type RestCall,
  type RestResource,
  recordInPath,
  unknownResource,
  writeContext,
} from './rest-call.ts';
import { renderFields, upsertRecord } from './sobjects.ts';

const mostRecords = 200;

/** What became of one record of a collection. */
interface Outcome {
  readonly id?: string;
  readonly success: boolean;
  readonly errors: readonly unknown[];
  readonly created?: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Errors of collections name the code `statusCode`. */
const failure = (refusal: Refusal): Outcome => {
  const body: unknown = refusal.reply.body;
  const errors = (Array.isArray(body) ? body : []).filter(isRecord).map(({ errorCode, ...error }) => ({
    fields: [],
    ...error,
    statusCode: errorCode,
  }));
  return { success: false, errors };
};

const rolledBack: Outcome = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
};

/** Does the same with each item; with `allOrNone` a single refusal undoes all. */
const forEach = <Item>(
  { state }: RestCall,
  items: readonly Item[],
  allOrNone: boolean,
  write: (item: Item) => Omit<Outcome, 'success' | 'errors'>,
): SimulatedReply => {
  if (items.length > mostRecords)
    throw refuse(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${mostRecords} records in this call`,
    );
  const mark = state.undo.length;
  const outcomes = items.map((item): Outcome => {
    try {
      return { ...write(item), success: true, errors: [] };
    } catch (error) {
      if (error instanceof Refusal) return failure(error);
      throw error;
    }
  });
  const isUndone = allOrNone && outcomes.some(({ success }) => !success);
  if (isUndone) rollBack(state, mark);
  return {
    status: 200,
    body: isUndone ? outcomes.map((outcome) => (outcome.success ? rolledBack : outcome)) : outcomes,
  };
};

const typeOf = (record: Readonly<Record<string, unknown>>): string => {
  const { attributes } = record;
  return isRecord(attributes) && typeof attributes.type === 'string' ? attributes.type : '';
};

const byId = (call: RestCall, text: string) => {
  const definition = objectOfId(readRecordId(text) ?? '');
  if (definition === undefined) throw refuse(400, 'MALFORMED_ID', `bad id ${text}`, ['Id']);
  return { definition, record: recordInPath(call, definition, text) };
};

const updateOne = (call: RestCall, { Id, id = Id, ...values }: Readonly<Record<string, unknown>>) => {
  const { definition, record } = byId(call, String(id ?? ''));
  updateRecord(writeContext(call), definition, record, values);
  return { id: String(record.Id) };
};

const answerWrites = (call: RestCall): SimulatedReply => {
  if (call.method === 'DELETE') {
    const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
    return forEach(call, ids, call.query.get('allOrNone') === 'true', (id) => {
      const { definition, record } = byId(call, id);
      deleteRecord(writeContext(call), definition, record);
      return { id: String(record.Id) };
    });
  }
  const body = bodyOf(call);
  const records = listOf(body, 'records');
  const allOrNone = body.allOrNone === true;
  if (call.method === 'PATCH') return forEach(call, records, allOrNone, (record) => updateOne(call, record));
  return forEach(call, records, allOrNone, (record) => ({
    id: createRecord(writeContext(call), requireObject(typeOf(record)), record),
  }));
};

const answerUpserts = (call: RestCall, name: string, fieldName: string): SimulatedReply => {
  const definition = objectInPath(name);
  const field = externalIdInPath(definition, fieldName).name;
  const body = bodyOf(call);
  return forEach(call, listOf(body, 'records'), body.allOrNone === true, (record) => {
    if (typeOf(record) !== definition.name)
      throw refuse(400, 'INVALID_INPUT', `attributes.type is not ${definition.name}`, []);
    const { [field]: value } = record;
    if (typeof value !== 'string') throw refuse(400, 'MISSING_ARGUMENT', `${field} not specified`, []);
    const { id, isNew } = upsertRecord(call, definition, { field, value }, record);
    return { id, created: isNew };
  });
};

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Records by their ids; null stands for one that is not there. */
const answerRetrieve = (call: RestCall, name: string): SimulatedReply => {
  const definition = objectInPath(name);
  const sent = call.method === 'POST' ? bodyOf(call) : {};
  const split = (parameter: string): string[] =>
    (call.query.get(parameter) ?? '').split(',').filter((text) => text !== '');
  const ids = call.method === 'POST' ? strings(sent.ids) : split('ids');
  const fields = call.method === 'POST' ? strings(sent.fields) : split('fields');
  const body = ids.map((id) => {
    const record = recordsOf(call.state, definition.name).get(readRecordId(id) ?? '');
    return record === undefined || record.IsDeleted === true ? null : renderFields(call, definition, record, fields);
  });
  return { status: 200, body };
};

/** Answers /composite/sobjects: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections.html */
export const recordCollections: RestResource = (call) => {
  const [, , name, field] = call.path;
  if (name === undefined) return call.method === 'GET' ? unknownResource() : answerWrites(call);
  if (field !== undefined) return call.method === 'PATCH' ? answerUpserts(call, name, field) : unknownResource();
  return call.method === 'GET' || call.method === 'POST' ? answerRetrieve(call, name) : unknownResource();
};
