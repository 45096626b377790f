import type { Launch } from '../entry-writing/launch.ts';

/**
 * How a client that starts programs alone starts a server: on Windows npx is a script, which only the shell there starts
 * (https://code.claude.com/docs/en/mcp, https://github.com/anthropics/claude-code/issues/68221).
 */
export function throughShell({ command, args, platform }: Launch): Pick<Launch, 'command' | 'args'> {
  return platform === 'win32' && command === 'npx'
    ? { command: 'cmd', args: ['/c', command, ...args] }
    : { command, args };
}
