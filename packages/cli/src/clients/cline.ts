import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// `${env:X}` since the end of 2025 (https://github.com/cline/cline/pull/8079); of its own environment it hands on only a few names
// (https://github.com/cline/cline/issues/3533).
export const cline: Client = {
  id: 'cline',
  title: 'Cline',
  format: jsonFormat,
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user'],
  fileOf: (surroundings) =>
    pathsOf(surroundings).join(
      settingsFolder(surroundings),
      'Code',
      'User',
      'globalStorage',
      'saoudrizwan.claude-dev',
      'settings',
      'cline_mcp_settings.json',
    ),
  containerOf: () => ['mcpServers'],
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, environmentVariable)),
    disabled: false,
  }),
};
