import { shellWord } from '../screen/shell-word.ts';
import type { Surroundings } from '../surroundings.ts';
import { programOf } from './program.ts';
import { terminalPath } from './server-start.ts';

/** How a shell starts this program where `bizmcp` is none of its commands, as after `npx bizmcp` or in a clone; else undefined. */
export function ownCommand(script: string, surroundings: Surroundings): string | undefined {
  const { folder } = surroundings;
  const isCommand = programOf({ command: 'bizmcp', environment: terminalPath(surroundings), folder }) !== undefined;
  if (isCommand) return undefined;
  return /[\\/]_npx[\\/]/.test(script) ? 'npx -y bizmcp' : `node ${shellWord(script)}`;
}
