import { join } from 'node:path';
import * as z from 'zod';
import { parseJson } from '../json/parse-json.ts';
import { keysFolder } from './audit-keys.ts';
import { keepApart, readIfThere } from './ledger.ts';

const holdsFile = 'holds.log';

const Entry = z.object({
  what: z.enum(['hold', 'release']),
  name: z.string(),
  by: z.string(),
  /** As `2026-11-21T10:00:00.000Z`. */
  at: z.string(),
});

/** Why nothing of a trail may go, whatever its time: a case or an inquiry, and who said so. */
export type Hold = Omit<z.output<typeof Entry>, 'what'>;

/** The holds that are in force. A line that can't be read holds too: it may be one. Throws when the file can't be read. */
export async function readHolds(folder: string): Promise<Hold[]> {
  const holds = new Map<string, Hold>();
  const text = await readIfThere(join(keysFolder(folder), holdsFile));
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const { what, ...hold } = Entry.safeParse(parseJson(line)).data ?? {
      what: 'hold',
      name: line,
      by: 'unknown',
      at: 'unknown',
    };
    if (what === 'release') holds.delete(hold.name);
    else holds.set(hold.name, hold);
  }
  return [...holds.values()];
}

/** Keeps a hold or its release beside the keys of the trail. */
export async function keepHold(folder: string, what: 'hold' | 'release', hold: Hold): Promise<void> {
  const { name, by, at } = hold;
  await keepApart(folder, holdsFile, JSON.stringify({ what, name, by, at }));
}
