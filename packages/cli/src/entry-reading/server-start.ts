import { pathsOf, type Surroundings } from '../surroundings.ts';
import { type ClientHabits, habitsOf } from './client-habits.ts';
import { type EntryShape, shapeOf } from './entry-shape.ts';
import type { FoundEntry } from './found-entry.ts';
import { expand } from './references.ts';

/** How to start a server: what a client comes to when it has read its entry. */
export interface ServerStart {
  command: string;
  args: readonly string[];
  /** The whole environment of the process. */
  environment: Readonly<Record<string, string>>;
  folder: string;
}

/** A start, and what its entry refers to that is not there. */
export interface EntryStart {
  start: ServerStart;
  /** Variables that are referred to and not set, with the place of the reference: a variable's name, `command` or `args`. */
  unset: { variable: string; place: string }[];
  /** Inputs that only the client can ask for, with the variables that get them. */
  asked: { input: string; place: string }[];
}

type Environment = Record<string, string>;

/** Puts together how a client would start the server of an entry; undefined where the entry starts no program. */
export function startOf(entry: FoundEntry, surroundings: Surroundings): EntryStart | undefined {
  const shape = shapeOf(entry);
  if (shape.command === undefined) return undefined;
  const habits = habitsOf(entry.client);
  const result: Omit<EntryStart, 'start'> = { unset: [], asked: [] };
  const read = (text: string, place: string) => {
    const { text: value, unset, asked } = expand(text, habits.forms, surroundings);
    result.unset.push(...unset.map((variable) => ({ variable, place })));
    result.asked.push(...asked.map((input) => ({ input, place })));
    return value;
  };
  const start = {
    command: read(shape.command, 'command'),
    args: shape.args.filter((arg) => typeof arg === 'string').map((arg) => read(arg, 'args')),
    environment: { ...inherited(habits, surroundings), ...passedOn(shape, surroundings), ...ownVariables(shape, read) },
    folder: folderOf(shape, habits, surroundings),
  };
  return { start, ...result };
}

function ownVariables({ variables }: EntryShape, read: (text: string, place: string) => string): Environment {
  const texts = Object.entries(variables).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(texts.map(([name, value]) => [name, read(String(value), name)]));
}

function passedOn({ passed }: EntryShape, { environment }: Surroundings): Environment {
  return definedOf(passed.map((name) => [name, environment[name]]));
}

function folderOf({ folder }: EntryShape, habits: ClientHabits, surroundings: Surroundings): string {
  const usual = habits.startsIn === 'project' ? surroundings.folder : surroundings.home;
  if (folder === undefined || !habits.honoursFolder) return usual;
  return pathsOf(surroundings).resolve(usual, expand(folder, habits.forms, surroundings).text);
}

const posixBase = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];
const windowsBase = [
  ...['APPDATA', 'HOMEDRIVE', 'HOMEPATH', 'LOCALAPPDATA', 'PATH', 'PROCESSOR_ARCHITECTURE', 'SYSTEMDRIVE'],
  ...['SYSTEMROOT', 'TEMP', 'USERNAME', 'USERPROFILE', 'PROGRAMFILES'],
];
const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|KEY|AUTH|CREDENTIAL|CREDS|PRIVATE|CERT/i;

/** What a server has of the client's own environment, before its entry adds to it. */
function inherited({ inherits, path }: ClientHabits, surroundings: Surroundings): Environment {
  const { environment, home, platform } = surroundings;
  const base = platform === 'win32' ? windowsBase : posixBase;
  const isGiven = (name: string) =>
    base.includes(platform === 'win32' ? name.toUpperCase() : name) ||
    inherits === 'all' ||
    (inherits === 'no secrets' && !secretName.test(name));
  const given = definedOf(Object.entries(environment).filter(([name]) => isGiven(name)));
  const withHome = platform === 'win32' ? given : { HOME: home, ...given };
  return { ...withHome, ...(path === 'desktop' ? desktopPath : terminalPath)(surroundings) };
}

/** Whether a variable of the shell reaches a server of this client without being named in the entry. */
export function isInherited(name: string, { inherits }: ClientHabits): boolean {
  return inherits === 'all' || (inherits === 'no secrets' && !secretName.test(name));
}

/** The desktop starts applications without what the shell's start-up files add, such as the folders of a version manager. */
function desktopPath({ platform }: Surroundings): Environment {
  if (platform === 'win32') return {};
  return {
    PATH:
      platform === 'darwin'
        ? '/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'
        : '/usr/local/bin:/usr/bin:/bin',
  };
}

/** The PATH of the terminal: while `npx` or `npm run` runs, folders of its own stand before that, the last of them node-gyp's. */
export function terminalPath(surroundings: Surroundings): Environment {
  const { delimiter } = pathsOf(surroundings);
  const paths = Object.entries(surroundings.environment).filter(([name]) => name.toUpperCase() === 'PATH');
  return Object.fromEntries(
    paths.map(([name, path = '']) => {
      const folders = path.split(delimiter);
      return [name, folders.slice(folders.findLastIndex((one) => one.endsWith('node-gyp-bin')) + 1).join(delimiter)];
    }),
  );
}

function definedOf(pairs: readonly (readonly [string, string | undefined])[]): Environment {
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
