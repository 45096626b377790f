import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkAbility } from '../change/check-ability.ts';
import { countDependents, countIndirectActivities } from '../change/dependent-records.ts';
import { withLookUp } from '../change/look-up.ts';
import { fieldIs, readFields } from '../record/read-fields.ts';
import { SalesforceRecord, withinClasses } from '../record/record.ts';
import { ObjectName, RecordId } from '../record/record-id.ts';
import { Saved } from '../record/saved.ts';
import { findObjectOf, noRecord } from '../schema/find-object.ts';
import { findField, nameFieldOf } from '../schema/object-description.ts';

export const deleteRecord = defineTool({
  name: 'delete_record',
  title: 'Delete a record',
  description:
    'Moves one record to the recycle bin, where a person can restore it for 15 days, with contacts, opportunities, activities of an account.',
  effect: 'delete',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectName.describe('Its object'),
    record_id: RecordId.describe('Its Id'),
  }),
  output: Saved,
  examples: [{ title: 'A lead that was spam', input: { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' } }],
  change: {
    fields: SalesforceRecord,
    async read({ input, api }) {
      const object = await findObjectOf(api, input.object_type, input.record_id);
      checkAbility(object, 'delete');
      // Some objects, such as links to files, have neither a name nor the day of a change.
      const fields = [
        nameFieldOf(object)?.name ?? 'Id',
        ...(findField(object, 'LastModifiedDate') ? ['LastModifiedDate'] : []),
      ];
      const before = await readFields(api, object.name, fieldIs('Id', input.record_id), fields);
      if (before === undefined) throw noRecord(object, input.record_id);
      const [classes, dependents] = await Promise.all([
        api.classes(object.name),
        countDependents(api, object, input.record_id),
      ]);
      const indirect = await countIndirectActivities(api, object, input.record_id, dependents);
      const told = { ...withinClasses(before, classes), ...dependents };
      return {
        before: { ...told, ...indirect },
        after: { ...mapKeys(told, null), ...mapKeys(indirect, 'go with what is deleted') },
      };
    },
  },
  async handler({ input, api }) {
    const object = await findObjectOf(api, input.object_type, input.record_id);
    checkAbility(object, 'delete');
    await withLookUp('Read it with get_record: a deleted one is not found.', () =>
      api.remove(object.name, input.record_id),
    );
    return { id: input.record_id, success: true, errors: [] };
  },
});

function mapKeys(record: object, value: unknown) {
  return Object.fromEntries(Object.keys(record).map((key) => [key, value]));
}
