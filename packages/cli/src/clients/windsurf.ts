import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://docs.windsurf.com/windsurf/cascade/mcp, under config interpolation: `${env:X}` in command, args, env, URLs and headers.
export const windsurf: Client = {
  id: 'windsurf',
  title: 'Windsurf',
  program: 'windsurf',
  format: jsonFormat,
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user'],
  fileOf: (surroundings) => pathsOf(surroundings).join(surroundings.home, '.codeium', 'windsurf', 'mcp_config.json'),
  containerOf: () => ['mcpServers'],
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, environmentVariable)),
  }),
};
