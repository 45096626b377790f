import * as z from 'zod';
import { defineTool } from '../api.ts';
import { RecordKey } from '../identifier.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { ObjectType, resolveObjectType } from '../portal/object-type.ts';
import { PropertyName, PropertyValues, toVendorValues } from '../portal/property-name.ts';
import { readAnswer } from '../read-answer.ts';
import { closedAheadHint } from '../record/close-date.ts';
import { CrmObject, toWrittenObject, WireObject } from '../record/crm-object.ts';
import { keptStageHint } from '../record/lifecycle-stage.ts';
import { checkMasked } from '../record/masked-property.ts';
import { PreviewNames } from '../record/record-change.ts';
import { readUpdateChange } from '../record/record-update.ts';

export const updateObject = defineTool({
  name: 'update_object',
  title: 'Update a record',
  description:
    'Changes properties of one CRM record; those not named stay as they are. Read it with get_object first; ' +
    'list_properties and list_pipelines give names and values.',
  effect: 'update',
  data: 'confidential',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_record', workflow: 'crm' },
  input: z.object({
    object_type: ObjectType.describe('contacts, companies, deals, ..., or a custom type'),
    object_id: RecordKey.describe('Record id, or the value of id_property'),
    id_property: PropertyName.optional().describe('Unique property to find it by, such as email'),
    properties: PropertyValues.describe('New values by internal name; an empty text clears a property'),
  }),
  output: z.object({
    object: CrmObject.describe('The record with the changed properties'),
    object_type: z.string().describe('Its type'),
    hint: z.string().optional().describe('Set when HubSpot kept a value'),
  }),
  examples: [
    {
      title: 'A new job title',
      input: { object_type: 'contacts', object_id: '31204501109', properties: { jobtitle: 'Head of laboratory' } },
    },
  ],
  undo: () => 'with update_object and the values before, as far as HubSpot takes them back',
  change: {
    fields: CrmObject.shape.properties.and(PreviewNames),
    read: ({ input, api, isCleared }) => readUpdateChange(api, input, isCleared),
  },
  async handler({ input, api, isCleared }) {
    const objectType = await resolveObjectType(api, input.object_type);
    await checkMasked(api, objectType, isCleared, input);
    const isSensitive = await readSensitivity(api, objectType).catch(() => undefined);
    const { basic } = await api.objects();
    const properties = toVendorValues(input.properties);
    const updated = await readAnswer(
      WireObject,
      basic.update(objectType, input.object_id, { properties }, input.id_property),
      'write',
    );
    const hint = keptStageHint(properties, updated.properties) ?? closedAheadHint(properties, updated.properties);
    return {
      object: toWrittenObject(updated, isSensitive),
      object_type: objectType,
      ...(hint !== undefined && { hint }),
    };
  },
});
