import { isDeepStrictEqual } from 'node:util';
import { type ConfigObject, isConfigObject } from '../config-edit/config-format.ts';
import type { ClientFile } from '../entry-reading/client-file.ts';
import { shellWord } from '../screen/shell-word.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Examination, entryFinding } from './examination.ts';
import type { Finding } from './finding.ts';

/** What is wrong between entries: one that hides another, two for the same server, one that its user has turned down. */
export function nameFindings(examinations: readonly Examination[], files: readonly ClientFile[]): Finding[] {
  return [
    ...examinations.flatMap((examination, index) => shadowFindings(examination, examinations.slice(0, index))),
    ...examinations.flatMap((examination, index) => doubleFindings(examination, examinations.slice(0, index))),
    ...examinations.flatMap((examination) => rejectedFindings(examination, files)),
  ];
}

/** Whether an entry counts: the same name in a narrower scope comes before it. */
export function isShadowed({ entry }: Examination, before: readonly Examination[]): boolean {
  return before.some((other) => other.entry.client === entry.client && other.entry.name === entry.name);
}

function shadowFindings(examination: Examination, before: readonly Examination[]): Finding[] {
  const { entry } = examination;
  const winner = before.find((other) => other.entry.client === entry.client && other.entry.name === entry.name)?.entry;
  if (!winner) return [];
  return [
    entryFinding(examination, 'name-shadowed', 'warning', {
      problem: `${entry.client.title} does not start this one: "${entry.name}" of scope ${winner.scope} comes before it`,
      fix: `Take one of the two out, or rename it. The other is in ${winner.path}.`,
      command: `bizmcp remove ${shellWord(entry.name)} --client ${entry.client.id} --scope ${entry.scope}`,
    }),
  ];
}

function doubleFindings(examination: Examination, before: readonly Examination[]): Finding[] {
  const { entry, found } = examination;
  const twin = before.find(
    (other) =>
      other.entry.client === entry.client &&
      other.entry.name !== entry.name &&
      other.found !== undefined &&
      isDeepStrictEqual(other.found.start, found?.start),
  );
  if (!twin) return [];
  return [
    entryFinding(examination, 'name-doubled', 'warning', {
      problem: `"${twin.entry.name}" starts the very same server, so a model sees each tool twice`,
      fix: `Take "${entry.name}" or "${twin.entry.name}" out.`,
    }),
  ];
}

/** Claude Code remembers per project which servers of `.mcp.json` a person said no to. */
function rejectedFindings(examination: Examination, files: readonly ClientFile[]): Finding[] {
  const { entry, surroundings } = examination;
  if (entry.client.id !== 'claude-code' || entry.scope !== 'project') return [];
  const own = files.find(({ client, scope }) => client.id === 'claude-code' && scope === 'local');
  const rejected = own && projectOf(own.data, surroundings)?.disabledMcpjsonServers;
  if (!Array.isArray(rejected) || !rejected.includes(entry.name)) return [];
  return [
    entryFinding(examination, 'name-rejected', 'warning', {
      problem: 'You once said no to this server of the project, so Claude Code does not start it',
      fix: 'Let Claude Code ask again.',
      command: 'claude mcp reset-project-choices',
    }),
  ];
}

function projectOf({ projects }: ConfigObject, { folder }: Surroundings): ConfigObject | undefined {
  const project = isConfigObject(projects) ? projects[folder] : undefined;
  return isConfigObject(project) ? project : undefined;
}
