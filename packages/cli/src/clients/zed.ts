import { jsonFormat } from '../config-edit/json-format.ts';
import { dotConfigFolder, pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { variableMap } from './variable-map.ts';

export const zed: Client = {
  id: 'zed',
  title: 'Zed',
  program: 'zed',
  format: jsonFormat,
  // It hands on its whole environment and expands nothing (https://zed.dev/docs/ai/mcp,
  // https://github.com/zed-industries/zed/issues/60459): a name with a reference would hide the value.
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user', 'project'],
  fileOf(surroundings, scope) {
    const { join } = pathsOf(surroundings);
    if (scope === 'project') return join(surroundings.folder, '.zed', 'settings.json');
    if (surroundings.platform === 'win32') return join(settingsFolder(surroundings), 'Zed', 'settings.json');
    return join(dotConfigFolder(surroundings), 'zed', 'settings.json');
  },
  containerOf: () => ['context_servers'],
  entryOf: ({ command, args, variables }) => ({
    source: 'custom',
    command,
    args,
    env: variableMap(variables, () => undefined),
  }),
};
