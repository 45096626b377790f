import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Change } from '../define/tool.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { parseJson } from '../json/parse-json.ts';
import type { State } from '../state/state.ts';
import type { ChangedField } from './changed-field.ts';
import { createTextSeal } from './text-seal.ts';

/** What people were shown that a write would change: it goes on only while that still holds. */
export interface ShownChanges {
  /** Notes what is about to be shown under an approval's identifier, and how. */
  note(approvalId: string, change: Change, fields: readonly ChangedField[]): Promise<void>;
  /** What was shown under the identifier. */
  find(approvalId: string): Promise<ShownBefore | undefined>;
}

/** A change that somebody has seen. */
export interface ShownBefore {
  /** Whether it is this one. */
  is(change: Change): boolean;
  /** The day that was chosen for it. */
  day?: string;
  /** How it was shown; undefined where that was on another machine. */
  fields: readonly ChangedField[] | undefined;
}

const space = 'shown-change';
/** Longer than anybody has time to decide and to call again. */
const keptMilliseconds = 26 * 3_600_000;

const Note = z.object({ digest: z.string(), day: z.string().optional(), fields: z.string() });
const Fields = z.array(z.object({ name: z.string(), shown: z.string() }));

/**
 * Notes shared by all processes: the one that asked may have ended by the time of the yes. They are digests, and sealed under a key of
 * this machine and user what was shown; without such a key, under one of this process.
 */
export function createShownChanges(state: State, key: Buffer = randomBytes(32)): ShownChanges {
  const seal = createTextSeal(key, 'bizmcp shown change');
  return {
    async note(approvalId, change, fields) {
      const note: z.output<typeof Note> = {
        digest: digestOf(approvalId, change),
        day: change.day,
        fields: seal.seal(JSON.stringify(fields), approvalId),
      };
      await state.put(space, approvalId, JSON.stringify(note), { ttlMilliseconds: keptMilliseconds });
    },
    async find(approvalId) {
      const record = await state.get(space, approvalId);
      if (!record) return undefined;
      // What another version noted fits nothing: it is shown anew.
      const note = Note.safeParse(parseJson(record.value)).data;
      const opened = note && seal.open(note.fields, approvalId);
      return {
        ...(note?.day !== undefined && { day: note.day }),
        is: (change) => note?.digest === digestOf(approvalId, change),
        fields: opened === undefined ? undefined : Fields.parse(JSON.parse(opened)),
      };
    },
  };
}

function digestOf(approvalId: string, { before, after, sent }: Change): string {
  return createHash('sha256')
    .update(`${approvalId} ${canonicalJson([before, after, sent])}`)
    .digest('base64url');
}
