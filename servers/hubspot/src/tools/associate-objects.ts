import * as z from 'zod';
import { defineTool } from '../api.ts';
import { RecordId } from '../identifier.ts';
import { ObjectType } from '../portal/object-type.ts';
import { Association, associate, readAssociationChange, resolvePair } from '../record/association.ts';
import { readPrimaryLines } from '../record/primary-company.ts';
import { namedLine, PreviewNames, readRecordName, withNames } from '../record/record-change.ts';

export const associateObjects = defineTool({
  name: 'associate_objects',
  title: 'Associate two records',
  description:
    'Links two existing CRM records, plainly or with a label such as "Decision maker". A wrong label is answered with those there are. ' +
    'get_object shows existing links.',
  effect: 'update',
  data: 'internal',
  scopes: ['crm:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'crm_association', workflow: 'crm' },
  input: z.object({
    from_type: ObjectType.describe('Type of the first record'),
    from_id: RecordId.describe('Its id'),
    to_type: ObjectType.describe('Type of the second record'),
    to_id: RecordId.describe('Its id'),
    label: z.string().min(1).max(100).optional().describe('Association label'),
  }),
  output: z.object({
    associated: z.boolean().describe('True once HubSpot has stored it'),
    from_type: z.string().describe('Type of the first record'),
    from_id: z.string().describe('Its id'),
    to_type: z.string().describe('Type of the second record'),
    to_id: z.string().describe('Its id'),
    label: z.string().optional().describe('The label, if any'),
  }),
  examples: [
    {
      title: 'A contact with a second company',
      input: { from_type: 'contacts', from_id: '31204501109', to_type: 'companies', to_id: '31204500017' },
    },
  ],
  undo: () => 'only in HubSpot: no tool here removes an association',
  change: {
    fields: PreviewNames.extend(Association.shape),
    async read({ input, api }) {
      const pair = await resolvePair(api, input);
      const { fromType, fromId, toType, toId } = pair;
      // First, so that a record that is not there is told by its id.
      const [from, to] = await Promise.all([readRecordName(api, fromType, fromId), readRecordName(api, toType, toId)]);
      const [change, primary] = await Promise.all([
        readAssociationChange(api, pair, input.label),
        readPrimaryLines(api, pair, input.label),
      ]);
      const lines = [
        ...primary,
        namedLine('the record', from, 'linked with the other'),
        namedLine('the other record', to, 'linked'),
      ];
      return withNames(change, ...lines);
    },
  },
  async handler({ input, api }) {
    const pair = await resolvePair(api, input);
    await associate(api, pair, input.label);
    return { ...input, associated: true, from_type: pair.fromType, to_type: pair.toType };
  },
});
