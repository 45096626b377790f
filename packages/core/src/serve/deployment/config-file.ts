import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { inputWords } from '../../define/input-words.ts';
import { scanJson } from '../../json/json-scan.ts';
import { parseJson } from '../../json/parse-json.ts';

/** The file that `--config` names. Settings are keyed by the names of the environment variables. */
const ConfigFile = z.strictObject({
  settings: z.record(z.string(), z.string()).default({}),
  role: z.string().optional(),
  read_only: z.boolean().optional(),
  tools: z.array(z.string()).optional(),
});

/** What a configuration file says. */
export type ConfigFile = z.output<typeof ConfigFile>;

/** Reads a configuration file, or says why it can't be used. Its place is always given in full: the current folder is never read. */
export function readConfigFile(path: string): { ok: true; config: ConfigFile } | { ok: false; problem: string } {
  const refuse = (why: string) => ({
    ok: false as const,
    problem: `The configuration file ${path} can't be used: ${why}. Mend it and restart the client.`,
  });
  if (!isAbsolute(path)) return refuse('--config takes a full path, from the root of the file system');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return refuse('it can not be read');
  }
  const json = text.replace(/^\uFEFF/, '');
  const refuseForm = (why: string) =>
    refuse(`it must be a JSON object with settings, role, read_only and tools; ${why}`);
  if (scanJson(json).problem === 'duplicate_key') return refuseForm('an object in it has the same key twice');
  const value = parseJson(json);
  if (value === undefined) return refuseForm('it is not valid JSON');
  const parsed = ConfigFile.safeParse(value, { error: inputWords });
  if (parsed.success) return { ok: true, config: parsed.data };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  return refuseForm(issues.join('; '));
}
