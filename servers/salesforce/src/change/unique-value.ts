import { ToolError } from '@bizmcp/core';
import { fieldIs, readAmong } from '../record/read-fields.ts';
import { hiddenClass } from '../record/record.ts';
import type { ExternalKey, Salesforce, Values } from '../salesforce.ts';
import type { FieldClasses } from '../schema/field-classes.ts';
import type { ObjectDescription } from '../schema/object-description.ts';

const mostShown = 5;

/** What is to be written to a record; a new one is not there. */
interface Change {
  after: Values;
  present?: Values | undefined;
}

/** Throws where another record has a value that Salesforce takes once only. Of what is hidden from some nobody is told who has it. */
export async function refuseTakenValues(
  api: Salesforce,
  { fields, name: object }: ObjectDescription,
  { after, present }: Change,
): Promise<void> {
  const unique = fields.filter(({ name, unique: isUnique }) => isUnique && name in after);
  const classes: FieldClasses = unique.length > 0 ? await api.classes(object) : new Map();
  for (const { name } of unique) {
    const value = after[name];
    if (hiddenClass(name, classes) !== undefined || (typeof value !== 'string' && typeof value !== 'number')) continue;
    const rows = await readAmong(api, `SELECT Id FROM ${object}`, [fieldIs(name, value)], 2);
    const other = rows.find(({ Id }) => Id !== present?.Id);
    if (other)
      throw new ToolError(
        'conflict',
        `${name} is that of ${object} ${other.Id}, and unique; change that one with update_record.`,
      );
  }
}

/**
 * Throws where several records have an external id that need not be unique, of which Salesforce changes none. One in other letters is
 * another.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/dome-upsert.html
 */
export async function refuseSharedKey(api: Salesforce, object: string, { field, value }: ExternalKey): Promise<void> {
  const all = `SELECT Id, ${field} FROM ${object}`;
  const rows = await readAmong(api, all, [fieldIs(field, value)], mostShown);
  const ids = rows.filter((row) => row[field] === value).map(({ Id }) => Id);
  if (ids.length < 2) return;
  const told = `${object} ${ids.join(', ')}; change one of them with update_record`;
  throw new ToolError('conflict', `Several records have this ${field}: ${told}.`);
}
