import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as z from 'zod';
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
  const parsed = ConfigFile.safeParse(parseJson(text.replace(/^\uFEFF/, '')));
  if (parsed.success) return { ok: true, config: parsed.data };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  return refuse(`it must be a JSON object with settings, role, read_only and tools; ${issues.join('; ')}`);
}
