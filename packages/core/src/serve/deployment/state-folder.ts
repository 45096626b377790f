import { isAbsolute, join } from 'node:path';
import { isUnset } from '../../define/is-unset.ts';
import { homeFolder } from './home-folder.ts';

/**
 * The folder for what a server keeps between runs: `BIZMCP_HOME`, or the place that the operating system has for it. On Windows that is none
 * below AppData: what a packaged client such as Claude Desktop starts writes there into a folder of that client's own
 * (https://learn.microsoft.com/windows/msix/desktop/desktop-to-uwp-behind-the-scenes), and logins and approvals would not be shared.
 */
export function stateFolder(
  environment: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment.BIZMCP_HOME;
  if (!isUnset(chosen) && chosen && isAbsolute(chosen)) return chosen;
  if (platform === 'win32') return join(homeFolder(), '.bizmcp');
  if (platform === 'darwin') return join(homeFolder(), 'Library', 'Application Support', 'bizmcp');
  const base = environment.XDG_STATE_HOME;
  return join(base && isAbsolute(base) ? base : join(homeFolder(), '.local', 'state'), 'bizmcp');
}
