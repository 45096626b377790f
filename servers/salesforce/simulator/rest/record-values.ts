import { refuse } from '../error-reply.ts';
import { type FieldDefinition, type FieldValue, isNumeric, wholeDigitsOf } from '../field-definition.ts';
import { findField, type ObjectDefinition, type OrgRecord } from '../object-definition.ts';
import { objectOfId } from '../org-schema.ts';
import { findRecord, type OrgState } from '../org-state.ts';
import { readRecordId } from '../record-id.ts';

const mailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const dayShape = /^\d{4}-\d{2}-\d{2}$/;

const wrongType = (field: FieldDefinition, value: unknown) =>
  refuse(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${field.type} from VALUE_${typeof value === 'number' ? 'NUMBER' : 'STRING'} value ${String(value)} or request may be missing a required field`,
    [field.name],
  );

const readTime = (field: FieldDefinition, value: string): string => {
  const time = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(time)) throw wrongType(field, value);
  return new Date(time).toISOString();
};

const readDay = (field: FieldDefinition, value: string): string => {
  const isDay = dayShape.test(value) && !Number.isNaN(Date.parse(value));
  if (!isDay || new Date(value).toISOString().slice(0, 10) !== value) throw wrongType(field, value);
  return value;
};

/**
 * An identifier must be one, of an object that the field may lead to, and of a record that is there; a record type must be of the object,
 * of which the error is as anybody's logs show it: https://github.com/mbotos/SmartFactory-for-Force.com/issues/25
 */
const readReference = (state: OrgState, { name }: ObjectDefinition, field: FieldDefinition, value: string): string => {
  const id = readRecordId(value);
  if (id === undefined)
    throw refuse(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]);
  const isRight = field.referenceTo.includes(objectOfId(id)?.name ?? '');
  const target = isRight ? findRecord(state, id) : undefined;
  if (!isRight)
    throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [
      field.name,
    ]);
  if (target === undefined) throw refuse(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  if (target.IsDeleted === true) throw refuse(400, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  if (field.name === 'OwnerId' && target.IsActive === false)
    throw refuse(400, 'INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${id}]`, []);
  // As anybody's logs show it: https://github.com/grouparoo/grouparoo/pull/1051
  if (target.IsConverted === true)
    throw refuse(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
  if (field.name === 'RecordTypeId' && target.SobjectType !== name) {
    const message = `${field.label}: this ID value isn't valid for the user: ${id}`;
    throw refuse(400, 'INVALID_CROSS_REFERENCE_KEY', message, [field.name]);
  }
  return id;
};

const readText = (state: OrgState, definition: ObjectDefinition, field: FieldDefinition, value: string): string => {
  if (field.type === 'reference') return readReference(state, definition, field, value);
  if (field.type === 'datetime') return readTime(field, value);
  if (field.type === 'date') return readDay(field, value);
  if (value.length > field.length) {
    const message = `${field.label}: data value too large: ${value} (max length=${field.length})`;
    throw refuse(400, 'STRING_TOO_LONG', message, [field.name]);
  }
  if (field.type === 'email' && !mailShape.test(value))
    throw refuse(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
  const chosen = field.type === 'multipicklist' ? value.split(';') : [value];
  const isChoice = !field.isRestricted || chosen.every((choice) => field.choices.includes(choice));
  if (isChoice) return value;
  const message = `${field.label}: bad value for restricted picklist field: ${value}`;
  throw refuse(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
};

const readNumber = (field: FieldDefinition, value: unknown): number => {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || value === '') throw wrongType(field, value);
  if (field.type === 'int' && !Number.isInteger(number)) throw wrongType(field, value);
  if (Math.abs(number) >= 10 ** wholeDigitsOf(field.type)) {
    const message = `${field.label}: value outside of valid range on numeric field: ${String(value)}`;
    throw refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, [field.name]);
  }
  return number;
};

/** Others, such as those that do not break a line, are kept. */
const blanksAround = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/**
 * Reads one value for a field, or refuses it. The blanks around a text are not kept, and what is left without a letter is no value.
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/langCon_apex_primitives.htm
 */
const readValue = (
  state: OrgState,
  definition: ObjectDefinition,
  field: FieldDefinition,
  given: unknown,
): FieldValue => {
  const value = typeof given === 'string' ? given.replace(blanksAround, '') : given;
  if (value === null || value === '') return field.type === 'boolean' ? field.initial : null;
  if (field.type === 'boolean') {
    if (typeof value !== 'boolean') throw wrongType(field, value);
    return value;
  }
  if (isNumeric(field.type)) return readNumber(field, value);
  if (typeof value !== 'string') throw wrongType(field, value);
  return readText(state, definition, field, value);
};

const unwritable = (fields: readonly string[]) =>
  refuse(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    fields,
  );

/** Reads the fields of a record that is to be made or changed: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-basic-info.html */
export const readRecordValues = (
  state: OrgState,
  definition: ObjectDefinition,
  body: Readonly<Record<string, unknown>>,
  verb: 'create' | 'update',
): OrgRecord => {
  const named = Object.entries(body).filter(([name]) => name !== 'attributes');
  const fields = named.map(([name, value]) => {
    const field = findField(definition, name);
    if (field !== undefined) return { field, value };
    throw refuse(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${definition.name}`);
  });
  const locked = fields.filter(
    ({ field }) => field.writable === 'never' || (verb === 'update' && field.writable === 'create'),
  );
  if (locked.length > 0) throw unwritable(locked.map(({ field }) => field.name));
  return Object.fromEntries(fields.map(({ field, value }) => [field.name, readValue(state, definition, field, value)]));
};
