import { pathsOf, type Surroundings } from '../surroundings.ts';
import type { Client } from './client.ts';

/** Whether a client seems to be on this machine: it has a configuration, its folder is there, or its program is found. */
export function isInstalled(client: Client, surroundings: Surroundings): boolean {
  const { basename, dirname } = pathsOf(surroundings);
  const file = client.fileOf(surroundings, 'user');
  const names = surroundings.namesIn(dirname(file));
  const hasFolder = dirname(file) !== surroundings.home && names.length > 0;
  return names.includes(basename(file)) || hasFolder || isOnPath(client, surroundings);
}

function isOnPath({ program }: Client, surroundings: Surroundings): boolean {
  if (program === undefined) return false;
  const { platform, environment, namesIn } = surroundings;
  const names = platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (environment.PATH ?? environment.Path ?? '').split(pathsOf(surroundings).delimiter);
  return folders.some((folder) => folder !== '' && namesIn(folder).some((name) => names.includes(name)));
}
