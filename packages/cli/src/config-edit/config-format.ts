/** What a configuration file can hold. */
export type ConfigValue =
  | string
  | number
  | boolean
  | null
  | readonly ConfigValue[]
  | { readonly [key: string]: ConfigValue };

/** Keys from the root of the file; a number is a place in a list. */
export type ConfigPath = readonly (string | number)[];

/** One change of a file. `append` adds to the list at the path, which is made when it is missing. */
export type ConfigChange =
  | { kind: 'set'; path: ConfigPath; value: ConfigValue }
  | { kind: 'append'; path: ConfigPath; value: ConfigValue }
  | { kind: 'remove'; path: ConfigPath };

/** What a text says, and the comments in it, which its data do not have. */
export interface ConfigContent {
  data: ConfigObject;
  comments: string[];
}

/** An object of a configuration file. */
export interface ConfigObject {
  [key: string]: unknown;
}

/** A syntax that is edited in place: what a change does not name keeps its every byte. */
export interface ConfigFormat {
  name: 'JSON' | 'YAML' | 'TOML';
  /** Throws `ConfigProblem` when the text is broken. */
  read(text: string): ConfigContent;
  /** The text after one change. Throws `ConfigProblem` where it can't be made. */
  change(text: string, change: ConfigChange): string;
}

/** Why a file is left as it is. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** What an error says of the file, as the rest of a sentence that begins with it; undefined where it is not about the file. */
export function problemOf(error: unknown): string | undefined {
  if (error instanceof ConfigProblem) return error.message;
  // The readers of all syntaxes go down into lists and objects by calls.
  return error instanceof RangeError ? 'is nested too deeply' : undefined;
}

export function isConfigObject(value: unknown): value is ConfigObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
    return isConfigObject(value) ? value[key] : undefined;
  }, data);
}

/** A path as a person reads it. */
export function pathName(path: ConfigPath): string {
  return path.map((key) => `"${key}"`).join(' > ');
}
