import type { Hubspot } from '../hubspot.ts';
import { readWritable } from '../portal/crm-property.ts';
import { requireComplete, resolveObjectType } from '../portal/object-type.ts';
import { type PropertyValues, toVendorValues } from '../portal/property-name.ts';
import { readStartLines } from '../workflow/started-workflow.ts';
import { refuseCutCopies } from './cut-copy.ts';
import { warnOfLostWords } from './html-text.ts';
import { unsetStageLine } from './lifecycle-stage.ts';
import { warnOfNamesakes } from './namesake.ts';
import { type OtherRecord, readOtherNames } from './other-record.ts';
import {
  type Change,
  changeLine,
  ifReadable,
  joined,
  readOwnerLines,
  readTogether,
  requireOwnAddress,
  warningLine,
} from './record-change.ts';
import { readStageLines } from './record-stage.ts';
import { storedValue } from './stored-value.ts';

/** A record that is to be made. */
interface RecordCreation {
  object_type: string;
  properties: PropertyValues;
  associate_with?: OtherRecord[] | undefined;
}

/** What the new values stand for, in names, and what to know of them. Throws where HubSpot would refuse them. */
export async function readCreationChange(api: Hubspot, creation: RecordCreation): Promise<Change> {
  const values = toVendorValues(creation.properties);
  refuseCutCopies(values);
  const objectType = await resolveObjectType(api, creation.object_type);
  const [known, owners, stage, associated, doubles = [], started] = await readTogether(
    ifReadable(readWritable(api, objectType, creation.properties)),
    ifReadable(readOwnerLines(api, values.hubspot_owner_id)),
    ifReadable(readStageLines(api, objectType, values), ['invalid_input']),
    ifReadable(readOtherNames(api, objectType, creation.associate_with)),
    ifReadable(warnOfNamesakes(api, objectType, { values, others: creation.associate_with }), []),
    readStartLines(api, objectType, values),
    ifReadable(requireComplete(api, objectType, values, creation.associate_with)),
    requireOwnAddress(api, objectType, values.email),
  );
  const isDouble = doubles.length > 0;
  return joined(
    warningLine([...doubles, ...warnOfLostWords(values, known)]),
    changeLine('the new record', isDouble ? 'not the first' : 'not in HubSpot', isDouble ? 'made beside it' : 'made'),
    ...(owners ?? []),
    ...(stage ?? []),
    unsetStageLine(values, known),
    ...(associated ?? []),
    ...started,
    ...Object.entries(values).map(([name, value]) => storedLine(name, value, known?.get(name))),
    // https://developers.hubspot.com/docs/api-reference/crm-emails-v3/guide: emails are logged on records
    changeLine(
      'the email',
      'not in HubSpot',
      objectType === 'emails' ? 'noted there alone: nothing is sent' : undefined,
    ),
  );
}

/** What is kept in place of a day alone or a time of another zone; a time in UTC is seen to be what it is. */
function storedLine(name: string, value: string, definition: Parameters<typeof storedValue>[0]): Change {
  const stored = storedValue(definition, value);
  return changeLine(name, '', stored === value || value.endsWith('Z') ? undefined : stored);
}
