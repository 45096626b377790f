import { programOf } from './program.ts';
import type { ServerStart } from './server-start.ts';

/** What the operating system is given to start a program. */
interface SystemCommand {
  file: string;
  args: string[];
  /** Whether the arguments are a command line of Windows already. */
  windowsVerbatimArguments: boolean;
}

/** A start as the system takes it: Windows starts a script such as npx.cmd through its shell alone. */
export function systemCommand(start: ServerStart, platform = process.platform): SystemCommand {
  const { command, args } = start;
  const script = platform === 'win32' ? programOf(start, platform) : undefined;
  if (script === undefined || !/\.(?:cmd|bat)$/i.test(script))
    return { file: command, args: [...args], windowsVerbatimArguments: false };
  const line = [script, ...args].map(shellArgument).join(' ');
  const file = process.env.ComSpec ?? 'cmd.exe';
  return { file, args: ['/d', '/s', '/c', `"${line}"`], windowsVerbatimArguments: true };
}

/** A word that passes cmd.exe, and then the C runtime, as it is: https://qntm.org/cmd */
function shellArgument(word: string): string {
  const quoted = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  return quoted.replace(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
}
