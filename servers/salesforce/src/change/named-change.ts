import { ToolError, wrongInput } from '@bizmcp/core';
import { type Condition, parseCondition } from '@bizmcp/soql';
import { changeOf, fieldIs, readFields } from '../record/read-fields.ts';
import { hiddenClass, type SalesforceRecord, withinClasses } from '../record/record.ts';
import type { ExternalKey, Salesforce, Values } from '../salesforce.ts';
import type { FieldClasses } from '../schema/field-classes.ts';
import { describeIfSeen, isIdOf } from '../schema/find-object.ts';
import { type FieldDescription, findField, nameFieldOf, type ObjectDescription } from '../schema/object-description.ts';
import { refuseCutCopies } from './cut-copy.ts';
import { defaultRemarks } from './default-remark.ts';
import { duplicateRemarks } from './duplicate-remark.ts';
import { comparedFields } from './namesake-remark.ts';
import { namePaths, namingReferences, referredNames } from './reference-name.ts';
import { heededFields, remarksOn } from './remark.ts';
import { refuseTakenValues } from './unique-value.ts';
import { comparedEnds, unusualRemarks } from './unusual-remark.ts';

/** Present values beside new ones. */
interface Change {
  before: Values;
  after: Values;
  /** The record itself; a new one is not there. */
  present?: SalesforceRecord | undefined;
  classes?: FieldClasses;
  allowsDuplicates: boolean;
}

/** What a write would change, for the person who is asked: with the name of the record, and whom its references lead to. */
export async function namedChange(
  api: Salesforce,
  object: ObjectDescription,
  present: SalesforceRecord | undefined,
  { allowsDuplicates, key, values }: { values: Values; key?: ExternalKey; allowsDuplicates: boolean },
) {
  const change = changeOf(present, values);
  const classes: FieldClasses = present ? await api.classes(object.name) : new Map();
  const name = present ? await fullNameOf(api, object, present, classes) : `a new ${object.label}`;
  const state = present?.IsConverted === true ? converted : '';
  const found = key && present ? foundBy(key, present) : '';
  const record = `${name}${state}${found}${await toldOf(api, object, { ...change, present: present && withinClasses(present, classes), classes, allowsDuplicates })}`;
  return {
    before: withinClasses(change.before, classes),
    after: withinClasses(values, classes),
    beside: { before: { record }, after: { record: present ? 'changed as follows' : 'created' } },
  };
}

/** A lead of which nothing can be changed any more, and to which nothing new can lead. */
const converted = ' (converted, so that Salesforce may refuse it)';

/** Salesforce passes over the case of an external id. */
function foundBy({ field, value }: ExternalKey, present: SalesforceRecord): string {
  return `${present[field]}` === `${value}` ? '' : `, whose ${field} is stored in letters of another case`;
}

/** What is to be told of a new record beside its values, and those that are stored otherwise than given; undefined where that is nothing. */
export async function namedCreation(
  api: Salesforce,
  object: ObjectDescription,
  values: Values,
  { allow_duplicates: allowsDuplicates, fields: given }: { allow_duplicates: boolean; fields: Values },
) {
  const told = await toldOf(api, object, { ...changeOf(undefined, values), allowsDuplicates });
  const differing = Object.entries(values).filter(([name, value]) => value !== null && `${value}` !== `${given[name]}`);
  if (told === '' && differing.length === 0) return undefined;
  const { before, after } = changeOf(undefined, Object.fromEntries(differing));
  return {
    before: { record: `a new ${object.label}${told}`, ...before },
    after: { record: 'created', ...after },
  };
}

/** Whom the references lead to, and what comes of the values. */
async function toldOf(api: Salesforce, object: ObjectDescription, change: Change): Promise<string> {
  refuseCutCopies(change);
  await refuseTakenValues(api, object, change);
  const { before, after, classes = new Map() } = change;
  // Who guesses at a masked value learns from no remark that it is there.
  const differing = Object.keys(after).filter(
    (field) => before[field] !== after[field] || hiddenClass(field, classes) === 'restricted',
  );
  const links = await Promise.all(differing.map((field) => linkOf(api, object, field, change)));
  const values = Object.fromEntries(differing.map((field) => [field, after[field]]));
  const remarks = [
    ...(await remarksOn(api, object, values, change)),
    ...unusualRemarks(object, values, change.present),
    ...(await duplicateRemarks(api, object, { ...change, after: values })),
    ...(change.present ? [] : await defaultRemarks(api, object, after)),
  ];
  const told = [
    ...links.filter((link) => link !== undefined).map((link) => `, ${link}`),
    ...remarks.map((remark) => `; ${remark}`),
  ];
  return told.join('');
}

/** A record as it is before a change, with what the change is told by; undefined where there is none. */
export async function readPresent(
  api: Salesforce,
  object: ObjectDescription,
  where: Condition,
  values: Values,
): Promise<SalesforceRecord | undefined> {
  const paths = namePaths(await namingReferences(api, object));
  const heeded = [...heededFields(object), ...comparedEnds(object), ...comparedFields(object.name)].filter((name) =>
    findField(object, name),
  );
  return readFields(api, object.name, where, [...new Set([...changedFields(object, values), ...heeded, ...paths])]);
}

async function fullNameOf(
  api: Salesforce,
  object: ObjectDescription,
  present: SalesforceRecord,
  classes: FieldClasses,
): Promise<string> {
  const references = await referredNames(api, present, await namingReferences(api, object));
  return `${nameIn(present, object, classes)}${references}`;
}

/** The fields to read of a record whose change is to be told. */
function changedFields(object: ObjectDescription, values: Values): string[] {
  const [state, names] = [findField(object, 'IsConverted') ? ['IsConverted'] : [], nameFieldOf(object)];
  return [...new Set(['Id', ...(names ? [names.name] : []), ...state, ...Object.keys(values)])];
}

/** `OwnerId from Aiko Hayashi to Dana Whitfield`; undefined for what refers to nothing. */
async function linkOf(
  api: Salesforce,
  object: ObjectDescription,
  name: string,
  change: Change,
): Promise<string | undefined> {
  const field = findField(object, name);
  if (field?.type !== 'reference') return undefined;
  const [before, after] = await Promise.all([
    nameOf(api, field, change.before[name]),
    nameOf(api, field, change.after[name], `fields.${name}`),
  ]);
  const from = before === undefined ? '' : ` from ${before}`;
  const itself = change.present && change.after[name] === change.present.Id ? ' (this record itself)' : '';
  return `${name}${from} to ${after ?? 'nobody'}${itself}`;
}

/** https://help.salesforce.com/apex/HTViewSolution?id=000232519 */
const permission = 'without the permission "Update Records with Inactive Owners"';
const unlessAllowed = `; Salesforce refuses that ${permission}`;
const noWayBack = `; Salesforce refuses to set it back ${permission}`;

/** The name of the record that an id is of: its first three letters tell the object. One to write, at `path`, has to be there. */
async function nameOf(
  api: Salesforce,
  field: FieldDescription,
  id: unknown,
  path?: string,
): Promise<string | undefined> {
  if (typeof id !== 'string') return undefined;
  const object = await targetOf(api, field, id);
  if (object === undefined) return 'a record that cannot be seen';
  const isUser = object.name === 'User';
  const fields = changedFields(object, isUser ? { IsActive: true } : {});
  const found = await readFields(api, object.name, fieldIs('Id', id), fields).catch((error: unknown) => {
    // Salesforce does not say of which field it takes the id for none.
    if (path === undefined || !(error instanceof ToolError) || error.code !== 'invalid_input') throw error;
    throw wrongInput(
      path,
      `is the Id of no ${object.label}, perhaps in letters of another case`,
      'Find it with query_records.',
    );
  });
  if (!found && path !== undefined && (await isDeleted(api, object, id)))
    throw wrongInput(path, `is the Id of a deleted ${object.label}`, 'Find another with query_records.');
  if (!found && path !== undefined)
    throw wrongInput(
      path,
      `is the Id of no ${object.label} that this user may see`,
      'Nothing was sent; find it with query_records.',
    );
  if (!found) return `no ${object.label} that can be seen`;
  const name = nameIn(found, object, await api.classes(object.name));
  if (found.IsConverted === true && path !== undefined) return `${name}${converted}`;
  if (!isUser || found.IsActive !== false) return name;
  const owning = field.name === 'OwnerId' ? (path === undefined ? noWayBack : unlessAllowed) : '';
  return `${name} (no longer active${owning})`;
}

async function isDeleted(api: Salesforce, object: ObjectDescription, id: string): Promise<boolean> {
  if (findField(object, 'IsDeleted') === undefined) return false;
  const conditions = [fieldIs('Id', id), parseCondition('IsDeleted = TRUE')];
  return (await readFields(api, object.name, { kind: 'and', conditions }, ['Id'])) !== undefined;
}

/** The object of an id; one that the field does not lead to is refused before anybody is asked. */
async function targetOf(
  api: Salesforce,
  { name, referenceTo }: FieldDescription,
  id: string,
): Promise<ObjectDescription | undefined> {
  const [only, ...others] = referenceTo;
  const described = only !== undefined && others.length === 0 ? await describeIfSeen(api, only) : undefined;
  if (described && isIdOf(described, id)) return described;
  const alike = (await api.objects()).filter((each) => isIdOf(each, id)).map((each) => each.name);
  const target = only === undefined ? alike[0] : alike.find((each) => referenceTo.includes(each));
  if (target !== undefined) return describeIfSeen(api, target);
  if (alike.length === 0) return described;
  const wanted = referenceTo.slice(0, 5).join(', ');
  throw wrongInput(
    `fields.${name}`,
    `is the Id of ${alike[0]}, and takes one of ${wanted}`,
    'Find it with query_records.',
  );
}

/** What a record is called in a sentence, which is not masked as its field is. */
function nameIn(record: SalesforceRecord, object: ObjectDescription, classes: FieldClasses): string {
  const name = nameFieldOf(object)?.name ?? 'Id';
  return classes.has(name.toLowerCase())
    ? `one ${object.label}`
    : String(record[name] ?? `a ${object.label} without a name`);
}
