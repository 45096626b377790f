import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://cursor.com/docs/mcp, under config interpolation: `${env:X}` in command, args, env, url and headers.
export const cursor: Client = {
  id: 'cursor',
  title: 'Cursor',
  program: 'cursor',
  format: jsonFormat,
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['project', 'user'],
  fileOf: (surroundings, scope) =>
    pathsOf(surroundings).join(scope === 'project' ? surroundings.folder : surroundings.home, '.cursor', 'mcp.json'),
  containerOf: () => ['mcpServers'],
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, environmentVariable)),
  }),
};
