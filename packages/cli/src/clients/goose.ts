import { yamlFormat } from '../config-edit/yaml-format.ts';
import { dotConfigFolder, pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { variableMap } from './variable-map.ts';

export const goose: Client = {
  id: 'goose',
  title: 'Goose',
  program: 'goose',
  format: yamlFormat,
  variables: 'looked up',
  variablesKey: 'envs',
  passedKey: 'env_keys',
  scopes: ['user'],
  fileOf(surroundings) {
    const { join } = pathsOf(surroundings);
    if (surroundings.platform === 'win32')
      return join(settingsFolder(surroundings), 'Block', 'goose', 'config', 'config.yaml');
    return join(dotConfigFolder(surroundings), 'goose', 'config.yaml');
  },
  containerOf: () => ['extensions'],
  entryOf({ server, command, args, variables }) {
    // It looks these up in its environment and its keychain (https://block.github.io/goose/docs/guides/config-files), and does not
    // start the extension when one is in neither (https://github.com/aaif-goose/goose/issues/8969).
    const keys = variables.filter(({ value, isRequired }) => value === undefined && isRequired).map(({ name }) => name);
    return {
      type: 'stdio',
      name: server.name,
      cmd: command,
      args,
      envs: variableMap(variables, () => undefined),
      ...(keys.length > 0 && { env_keys: keys }),
      enabled: true,
      timeout: 300,
    };
  },
};
