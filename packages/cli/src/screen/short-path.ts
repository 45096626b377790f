import { pathsOf, type Surroundings } from '../surroundings.ts';

/** A path as a person says it: from this folder, or from home. */
export function shortPath(path: string, surroundings: Surroundings): string {
  const { sep } = pathsOf(surroundings);
  const { folder, home } = surroundings;
  if (folder !== home && path.startsWith(`${folder}${sep}`)) return `.${path.slice(folder.length)}`;
  return path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path;
}
