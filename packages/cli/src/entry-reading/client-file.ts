import { readFileSync, statSync } from 'node:fs';
import type { Client, ClientScope } from '../clients/client.ts';
import { type ConfigObject, ConfigProblem, isConfigObject, problemOf, valueAt } from '../config-edit/config-format.ts';
import { strictProblem } from '../config-edit/json-format.ts';
import type { Surroundings } from '../surroundings.ts';

/** A client's configuration file as it is now. */
export interface ClientFile {
  client: Client;
  scope: ClientScope;
  path: string;
  /** Undefined where there is no such file. */
  text: string | undefined;
  data: ConfigObject;
  /** The entries by name; undefined where the file has no place for them. */
  entries: ConfigObject | undefined;
  /** Why the file can't be read, as the rest of a sentence that begins with its path. */
  problem?: string;
}

/** Reads the text of a file; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

/** Reads what a client would read; unlike an edit it takes read-only files and links as they are. Never throws. */
export function readClientFile(
  client: Client,
  scope: ClientScope,
  surroundings: Surroundings,
  readText: ReadText = readTextFile,
): ClientFile {
  const file = { client, scope, path: client.fileOf(surroundings, scope) };
  const none = { ...file, text: undefined, data: {}, entries: undefined };
  try {
    const text = readText(file.path);
    if (text === undefined) return none;
    const { data } = client.format.read(text);
    const problem = client.json && strictProblem(text, client.json);
    if (problem !== undefined) return { ...none, text, problem };
    const entries = valueAt(data, client.containerOf(surroundings, scope));
    return { ...file, text, data, entries: isConfigObject(entries) ? entries : undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return { ...none, problem: problemOf(error) ?? `can't be read (${code})` };
  }
}

/** Reads a file as UTF-8, without a byte order mark. Throws `ConfigProblem` for what is no text. */
export function readTextFile(path: string): string | undefined {
  let bytes: Buffer;
  try {
    // A pipe would be waited for.
    if (!statSync(path).isFile()) throw new ConfigProblem('is no ordinary file');
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigProblem('is not UTF-8 text');
  }
}
