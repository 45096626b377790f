import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from '@bizmcp/core/operate';
import { shellWord } from '../screen/shell-word.ts';
import { ownFolder, pathsOf, type Surroundings } from '../surroundings.ts';
import type { Person } from '../terminal/person.ts';
import type { FoundEntry } from './found-entry.ts';

/** Where an entry would be started, and who is there. */
export interface Place {
  surroundings: Surroundings;
  person: Person | undefined;
}

/**
 * Whether an entry may be started. At a terminal one of a project's file has to be trusted, as a person may have come into a stranger's
 * folder; a script is run in the folder that its author has chosen.
 */
export function mayStart(entry: FoundEntry, { surroundings, person }: Place): boolean {
  return person === undefined || isTrusted(entry, surroundings);
}

/**
 * Whether an entry is its user's own. One in a project's file may be anybody's who had a hand in the project: it is trusted when bizmcp has
 * written it on this machine, or its user has agreed to it, as it is now.
 */
export function isTrusted(entry: FoundEntry, surroundings: Surroundings): boolean {
  return entry.scope !== 'project' || existsSync(markOf(entry, surroundings));
}

/** Remembers that this user agrees to an entry of a project. */
export function trust(entry: FoundEntry, surroundings: Surroundings): void {
  if (isTrusted(entry, surroundings)) return;
  const mark = markOf(entry, surroundings);
  makePrivateFolder(dirname(mark));
  writeFileSync(mark, '', { mode: 0o600 });
}

/** The command line by which a person agrees to an entry. */
export function trustCommand({ client, name }: FoundEntry): string {
  return `bizmcp doctor ${shellWord(name)} --client ${client.id} --trust-project`;
}

function markOf({ path, name, raw }: FoundEntry, surroundings: Surroundings): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([path, name, raw]))
    .digest('hex');
  return pathsOf(surroundings).join(ownFolder(surroundings), 'trusted-entries', digest);
}
