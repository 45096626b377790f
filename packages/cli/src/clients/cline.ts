import { isConfigObject } from '../config-edit/config-format.ts';
import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// Since 4.0 its extensions and its command line share ~/.cline; the extension's own folder of before is taken over at its first start
// (https://github.com/cline/cline/blob/main/apps/vscode/src/hosts/vscode/mcp-settings-legacy-migration.ts).
// `${env:X}` since the end of 2025 (https://github.com/cline/cline/pull/8079); of its own environment it hands on only a few names
// (https://github.com/cline/cline/issues/3533).
export const cline: Client = {
  id: 'cline',
  title: 'Cline',
  format: jsonFormat,
  json: 'plain',
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user'],
  fileOf(surroundings) {
    const { join } = pathsOf(surroundings);
    const { environment, home, namesIn } = surroundings;
    if (environment.CLINE_MCP_SETTINGS_PATH) return environment.CLINE_MCP_SETTINGS_PATH;
    const shared = join(home, '.cline', 'data', 'settings');
    const extension = join(settingsFolder(surroundings), 'Code', 'User', 'globalStorage', 'saoudrizwan.claude-dev');
    return join(namesIn(shared).length > 0 ? shared : join(extension, 'settings'), 'cline_mcp_settings.json');
  },
  containerOf: () => ['mcpServers'],
  // What it has written anew itself has its program one level down, and all else beside that is passed over.
  placeOf: (entry, key) => (isConfigObject(entry.transport) && key !== 'disabled' ? ['transport', key] : [key]),
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, environmentVariable)),
    disabled: false,
  }),
};
