import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkBrowserUrl } from './authorize-url.ts';
import type { OAuth } from './oauth.ts';

/** Shows an address of the vendor in the user's browser. False when that could not be done: then the person opens it by hand. */
export async function openBrowser(
  text: string,
  oauth: OAuth,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  // Checked here too, since this is the last step before a program gets it.
  const url = checkBrowserUrl(text, oauth);
  const [program, ...args] = openerOf(platform);
  return new Promise((resolve) => {
    const child = spawn(program, [...args, url], { shell: false, stdio: 'ignore', detached: true, windowsHide: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** None of them is a shell, or starts one with the address in its command line. */
function openerOf(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['/usr/bin/open'];
  if (platform !== 'win32') return ['xdg-open'];
  return [join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'rundll32.exe'), 'url.dll,FileProtocolHandler'];
}
