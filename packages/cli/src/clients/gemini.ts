import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf } from '../surroundings.ts';
import type { Client } from './client.ts';
import { bracedVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://geminicli.com/docs/tools/mcp-server names `$X` and `${X}`. Seen with 0.61.0: `${X:-}` too, and what is not set is empty.
export const gemini: Client = {
  id: 'gemini',
  title: 'Gemini CLI',
  program: 'gemini',
  format: jsonFormat,
  json: 'with comments',
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user', 'project'],
  fileOf: (surroundings, scope) =>
    pathsOf(surroundings).join(
      scope === 'project' ? surroundings.folder : surroundings.home,
      '.gemini',
      'settings.json',
    ),
  containerOf: () => ['mcpServers'],
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, bracedVariable)),
  }),
};
