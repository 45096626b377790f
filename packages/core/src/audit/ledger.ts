import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseJson } from '../json/parse-json.ts';
import { hasCode, keysFolder } from './audit-keys.ts';

const anchorsFile = 'anchors.log';
const settledFile = 'settled.log';

const Settled = z.object({
  segment: z.string(),
  how: z.enum(['sealed', 'recovered', 'given_up']),
  /** No record of it may go before. */
  until: z.string().optional(),
  hold: z.boolean().optional(),
  /** Its last record, once it is packed. */
  head: z.object({ seq: z.number(), hash: z.string(), ts: z.string().optional() }).optional(),
});

/** A segment that nobody writes any more and nobody has to look after. */
export type Settled = z.output<typeof Settled>;

/** Keeps signed notes beside the keys: who can change these can sign anyway. Copied to another machine they prove more. */
export async function keepNotes(folder: string, notes: readonly string[]): Promise<void> {
  if (notes.length === 0) return;
  await keepApart(folder, anchorsFile, notes.join('\n'));
}

/** A signature as it ends: a shorter one was cut off by a crash or a full disk. */
const wholeSignature = /[A-Za-z0-9+/]{91}=\n$/;

/** The signed notes that are kept beside the keys. */
export async function readNotes(folder: string): Promise<string[]> {
  const notes = splitNotes(await readIfThere(join(keysFolder(folder), anchorsFile)));
  return notes.filter((note) => wholeSignature.test(note));
}

/** The signed notes of a text; each ends with its signature line and an empty one. */
export function splitNotes(text: string): string[] {
  return text.match(/(?:[^\n]+\n)+\n\u2014 [^\n]+\n/gu) ?? [];
}

/** Remembers that a segment is settled. */
export async function keepSettled(folder: string, settled: Settled): Promise<void> {
  await keepApart(folder, settledFile, JSON.stringify(settled));
}

/** Adds to a file beside the keys, after empty lines: what was added before may have been cut off by a crash or a full disk. */
export async function keepApart(folder: string, file: string, text: string): Promise<void> {
  await appendFile(join(keysFolder(folder), file), `\n\n${text}\n`, { mode: 0o600 });
}

/** The settled segments by their names. */
export async function readSettled(folder: string): Promise<Map<string, Settled>> {
  const text = await readIfThere(join(keysFolder(folder), settledFile));
  const entries = text.split('\n').flatMap((line) => {
    const parsed = Settled.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
  return new Map(entries.map((entry) => [entry.segment, entry]));
}

/** The text of a file; empty where there is none. */
export async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}
