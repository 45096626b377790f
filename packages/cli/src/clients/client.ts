import type {
  ConfigChange,
  ConfigFormat,
  ConfigObject,
  ConfigPath,
  ConfigValue,
} from '../config-edit/config-format.ts';
import type { Launch } from '../entry-writing/launch.ts';
import type { Surroundings } from '../surroundings.ts';

/** For whom an entry counts: those who have the project, this user, or this user in this project. */
export type ClientScope = 'project' | 'user' | 'local';

/** What becomes of a variable that has no value in the entry. */
type VariableWay =
  /** The client looks it up in its own environment. */
  | 'looked up'
  /** The client asks for it once and keeps it. */
  | 'asked for'
  /** The client can do neither: the value must be in the file. */
  | 'in the file';

/** An entry in a client's own form. */
export type ClientEntry = { readonly [key: string]: ConfigValue };

/** One client: where its configuration is and how it writes a server. */
export interface Client {
  id: string;
  title: string;
  format: ConfigFormat;
  /** How little of our JSON it reads, where it refuses a file for a trailing comma, or for a comment too. */
  json?: 'with comments' | 'plain';
  variables: VariableWay;
  /** The first is the usual one. */
  scopes: readonly ClientScope[];
  fileOf(surroundings: Surroundings, scope: ClientScope): string;
  /** Where in the file the entries are. */
  containerOf(surroundings: Surroundings, scope: ClientScope): ConfigPath;
  entryOf(launch: Launch): ClientEntry;
  /** The part of an entry that holds variables: what a person has put there stays. */
  variablesKey: string;
  /** The part of an entry that lists variables by name alone, to be handed on. */
  passedKey?: string;
  /** Where a part stands in an entry that is there, if not at its top. */
  placeOf?(entry: ConfigObject, key: string): ConfigPath;
  /** Name of its program, by which it is found on this machine before its first start. */
  program?: string;
  /** What a person does for it to see new entries; restarts it unless told. */
  reload?(scope: ClientScope): string;
  /** What an entry needs elsewhere in the file. */
  besides?(launch: Launch, data: ConfigObject): ConfigChange[];
  /** What to take out elsewhere in the file with the entry of a server. */
  besidesRemoved?(serverName: string, data: ConfigObject): ConfigChange[];
}
