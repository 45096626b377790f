import { jsonFormat } from '../config-edit/json-format.ts';
import { dotConfigFolder, pathsOf } from '../surroundings.ts';
import type { Client } from './client.ts';
import { unlessEmpty, variableMap } from './variable-map.ts';

// https://opencode.ai/docs/config, under variables. Seen with 1.18.33: what is not set is empty.
export const opencode: Client = {
  id: 'opencode',
  title: 'opencode',
  program: 'opencode',
  format: jsonFormat,
  variables: 'looked up',
  variablesKey: 'environment',
  scopes: ['user', 'project'],
  fileOf(surroundings, scope) {
    const { join } = pathsOf(surroundings);
    const folder = scope === 'project' ? surroundings.folder : join(dotConfigFolder(surroundings), 'opencode');
    const hasCommented = surroundings.namesIn(folder).includes('opencode.jsonc');
    return join(folder, hasCommented ? 'opencode.jsonc' : 'opencode.json');
  },
  containerOf: () => ['mcp'],
  entryOf: ({ command, args, variables }) => ({
    type: 'local',
    command: [command, ...args],
    ...unlessEmpty(
      'environment',
      variableMap(variables, ({ name }) => `{env:${name}}`),
    ),
    enabled: true,
  }),
};
