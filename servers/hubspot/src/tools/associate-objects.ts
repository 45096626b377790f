import * as z from 'zod';
import { defineTool } from '../api.ts';
import { RecordId } from '../identifier.ts';
import { ObjectType } from '../portal/object-type.ts';
import {
  Association,
  associate,
  dissociate,
  linkAfter,
  readAssociationChange,
  resolvePair,
  undoOfLink,
} from '../record/association.ts';
import { readPrimaryLines } from '../record/primary-company.ts';
import { namedLine, PreviewNames, readRecordName, withNames } from '../record/record-change.ts';

export const associateObjects = defineTool({
  name: 'associate_objects',
  title: 'Associate two records',
  description:
    'Links two existing CRM records, plainly or with a label such as "Decision maker", or takes that back. ' +
    'A wrong label is answered with those there are. ' +
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
    remove: z.boolean().optional().describe('True takes away the label, or without one the link'),
  }),
  output: z.object({
    associated: z.boolean().describe('Whether HubSpot has them linked now'),
    from_type: z.string().describe('Type of the first record'),
    from_id: z.string().describe('Its id'),
    to_type: z.string().describe('Type of the second record'),
    to_id: z.string().describe('Its id'),
    label: z.string().optional().describe('The label, if any'),
    label_removed: z.string().optional().describe('The label taken away'),
  }),
  examples: [
    {
      title: 'A contact with a second company',
      input: { from_type: 'contacts', from_id: '31204501109', to_type: 'companies', to_id: '31204500017' },
    },
  ],
  undo: undoOfLink,
  change: {
    fields: PreviewNames.extend(Association.shape),
    async read({ input, api }) {
      const pair = await resolvePair(api, input);
      const { fromType, fromId, toType, toId } = pair;
      // First, so that a record that is not there is told by its id.
      const [from, to] = await Promise.all([readRecordName(api, fromType, fromId), readRecordName(api, toType, toId)]);
      const [change, primary] = await Promise.all([
        readAssociationChange(api, pair, input),
        readPrimaryLines(api, pair, input),
      ]);
      const after = linkAfter(change, input);
      return withNames(
        change,
        ...primary,
        namedLine('the record', from, input.remove ? after : 'linked with the other'),
        namedLine('the other record', to, after),
      );
    },
  },
  async handler({ input: { remove, label, ...records }, api }) {
    const pair = await resolvePair(api, records);
    await (remove ? dissociate : associate)(api, pair, label);
    const associated = !remove || label !== undefined;
    const shown = label === undefined ? {} : { [remove ? 'label_removed' : 'label']: label };
    return { ...records, ...shown, associated, from_type: pair.fromType, to_type: pair.toType };
  },
});
