import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { habitsOf } from '../entry-reading/client-habits.ts';
import { tenantOf } from '../entry-reading/entry-shape.ts';
import { isNodeNewEnough, nodeOf, programOf } from '../entry-reading/program.ts';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { shellWord } from '../screen/shell-word.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';

/** What is wrong with the program that an entry starts. An error among them means that it need not be tried. */
export async function programFindings(examination: Examination): Promise<Finding[]> {
  const { entry, found, shape } = examination;
  const wrong = argumentFindings(examination);
  if (!found) return [absentCommand(examination), ...wrong];
  const { start } = found;
  const folder = folderFindings(examination, start);
  if (shape.args.length === 0 && /\s/.test(start.command) && !programOf(start)) {
    const [first = '', ...rest] = start.command.split(/\s+/);
    const words = {
      problem: `"command" holds a whole command line; ${entry.client.title} looks for a program of that name`,
      fix: 'Split it: the program in "command", each word after it in "args".',
      command: `"command": ${JSON.stringify(first)}, "args": ${JSON.stringify(rest)}`,
    };
    return [entryFinding(examination, 'command-with-arguments', 'error', words), ...wrong, ...folder];
  }
  if (folder.some(({ severity }) => severity === 'error')) return [...wrong, ...folder];
  if (found.unset.some(({ place }) => place === 'command')) return [...wrong, ...folder];
  if (!programOf(start)) return [missingCommand(examination, start), ...wrong, ...folder];
  return [...wrong, ...folder, ...scriptFindings(examination, start), ...(await nodeFindings(examination, start))];
}

function absentCommand(examination: Examination): Finding {
  const key = examination.entry.client.id === 'goose' ? 'cmd' : 'command';
  return entryFinding(examination, 'command-absent', 'error', {
    problem: `The entry has no "${key}", so there is nothing to start`,
    fix: 'Write the entry anew.',
    command: addCommand(examination),
  });
}

/** The command line that writes the entry as bizmcp would. */
export function addCommand({ entry: { client, scope, name, server }, shape, isSandbox }: Examination): string {
  const tenant = tenantOf(shape);
  return [
    `bizmcp add ${server?.name ?? name} --client ${client.id} --scope ${scope}`,
    ...(isSandbox ? ['--sandbox'] : []),
    ...(tenant === undefined ? [] : [`--tenant ${shellWord(tenant)}`]),
  ].join(' ');
}

/** The command line that keeps another secret for the entry, which goes on starting what it starts. */
export function keepCommand(examination: Examination): string | undefined {
  const { entry, shape } = examination;
  const secret = entry.server?.settings.find((setting) => setting.secret)?.name;
  const isStored = shape.variables.BIZMCP_SETTINGS === 'stored' && entry.name === entry.server?.name;
  if (!isStored || secret === undefined) return undefined;
  const checkout = shape.args.flatMap(
    (arg) => /^(.+)[\\/][^\\/]+[\\/]dist[\\/]index\.js$/.exec(String(arg))?.[1] ?? [],
  );
  return [
    addCommand(examination),
    ...checkout.map((folder) => `--from ${shellWord(folder)}`),
    `--set ${secret}=-`,
  ].join(' ');
}

function argumentFindings(examination: Examination): Finding[] {
  const { entry, shape } = examination;
  const { args } = entry.raw;
  const isList = args === undefined || Array.isArray(args);
  if (isList && shape.args.every((arg) => typeof arg === 'string')) return [];
  return [
    entryFinding(examination, 'argument-not-text', 'error', {
      problem: isList ? '"args" holds something that is not text' : '"args" is not a list',
      fix: 'Write "args" as a list of texts, each word in quotes of its own.',
      ...(!isList && { command: `"args": ${JSON.stringify(String(args).split(/\s+/))}` }),
    }),
  ];
}

function folderFindings(examination: Examination, start: ServerStart): Finding[] {
  const { entry, shape } = examination;
  if (shape.folder === undefined) return [];
  if (!habitsOf(entry.client).honoursFolder)
    return [
      entryFinding(examination, 'folder-ignored', 'warning', {
        problem: `${entry.client.title} ignores "cwd" and starts the server in ${start.folder}`,
        fix: 'Take "cwd" out, and write paths in full.',
      }),
    ];
  if (existsSync(start.folder)) return [];
  return [
    entryFinding(examination, 'folder-missing', 'error', {
      problem: `"cwd" is ${start.folder}, which there is not`,
      fix: 'Take "cwd" out or mend it; the servers of bizmcp need none.',
    }),
  ];
}

function missingCommand(examination: Examination, start: ServerStart): Finding {
  const { entry, surroundings } = examination;
  const environment = Object.fromEntries(
    Object.entries(surroundings.environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const elsewhere = programOf({ ...start, environment });
  const isPath = /[\\/]/.test(start.command);
  if (elsewhere && !isPath)
    return entryFinding(examination, 'command-missing', 'error', {
      problem: `${entry.client.title} finds no "${start.command}": it does not look where your terminal does`,
      fix: 'Write the full path of the program.',
      command: `"command": ${JSON.stringify(elsewhere)}`,
    });
  return entryFinding(examination, 'command-missing', 'error', {
    problem: isPath ? `There is no program ${start.command}` : `There is no program "${start.command}" on the PATH`,
    fix: 'Install it (node and npx come with https://nodejs.org), or write the entry anew.',
    command: addCommand(examination),
  });
}

/** The first word that is a path, of a start by `node`. */
function scriptOf({ command, args }: ServerStart): string | undefined {
  if (!/(?:^|[\\/])node(?:\.exe)?$/i.test(command)) return undefined;
  const [first] = args;
  return first?.startsWith('-') ? undefined : first;
}

function scriptFindings(examination: Examination, start: ServerStart): Finding[] {
  const script = scriptOf(start);
  if (script === undefined || isUnresolved(examination)) return [];
  const path = resolve(start.folder, script);
  if (!existsSync(path))
    return [
      entryFinding(examination, 'script-missing', 'error', {
        problem: `There is no file ${path}`,
        fix: 'Build it or mend the path, or start the published package instead.',
        command: addCommand(examination),
      }),
    ];
  if (isAbsolute(script) || examination.entry.scope === 'project') return [];
  return [
    entryFinding(examination, 'script-relative', 'warning', {
      problem: `The path ${script} is found from ${start.folder} alone`,
      fix: 'Write the path in full.',
      command: path,
    }),
  ];
}

function isUnresolved({ found }: Examination): boolean {
  return found?.unset.some(({ place }) => place === 'args') ?? false;
}

async function nodeFindings(examination: Examination, start: ServerStart): Promise<Finding[]> {
  const node = await nodeOf(start);
  if (!node || isNodeNewEnough(node.version)) return [];
  const isOwn = /(?:^|[\\/])node(?:\.exe)?$/i.test(start.command);
  return [
    entryFinding(examination, 'node-too-old', 'error', {
      problem: `${examination.entry.client.title} starts it on Node.js ${node.version} (${node.path}); servers need 22.18 or newer`,
      fix: isOwn
        ? 'Install a newer Node.js there, or write the full path of a newer one.'
        : 'Install a newer Node.js there, or put the folder of a newer one first in PATH.',
      ...(isOwn && { command: `"command": ${JSON.stringify(process.execPath)}` }),
    }),
  ];
}
