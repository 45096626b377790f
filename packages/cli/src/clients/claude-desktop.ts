import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf, type Surroundings, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { throughShell } from './through-shell.ts';
import { unlessEmpty, variableMap } from './variable-map.ts';

const file = 'claude_desktop_config.json';

export const claudeDesktop: Client = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  format: jsonFormat,
  json: 'plain',
  // It expands nothing (https://github.com/anthropics/claude-code/issues/80197): a name with an empty value shows where the value
  // goes, and the server takes it for unset.
  variables: 'in the file',
  variablesKey: 'env',
  scopes: ['user'],
  fileOf: (surroundings) =>
    storeFile(surroundings) ?? pathsOf(surroundings).join(settingsFolder(surroundings), 'Claude', file),
  // Its window closes, and it goes on: only a start anew reads the file.
  reload: () => 'Quit Claude Desktop (from its menu or the tray, not only its window) and open it again.',
  containerOf: () => ['mcpServers'],
  entryOf: (launch) => ({
    ...throughShell(launch),
    ...unlessEmpty(
      'env',
      variableMap(launch.variables, () => ''),
    ),
  }),
};

/**
 * Installed from a package (MSIX, the usual way since 2026), it sees a folder of its own in the place of %APPDATA%
 * (https://github.com/anthropics/claude-code/issues/26073). The end of the package's name is the publisher's.
 */
function storeFile({ platform, environment, home, namesIn, ...rest }: Surroundings): string | undefined {
  if (platform !== 'win32') return undefined;
  const { join } = pathsOf({ platform, environment, home, namesIn, ...rest });
  const packages = join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Packages');
  const folders = namesIn(packages)
    .filter((name) => /^Claude_\w+$/.test(name))
    .map((name) => join(packages, name, 'LocalCache', 'Roaming'));
  // Of an installation that is gone the folder may still be there, empty.
  const folder = folders.find((one) => namesIn(one).includes('Claude')) ?? folders[0];
  return folder && join(folder, 'Claude', file);
}
