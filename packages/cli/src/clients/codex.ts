import { tomlFormat } from '../config-edit/toml-format.ts';
import { pathsOf } from '../surroundings.ts';
import type { Client } from './client.ts';
import { unlessEmpty, variableMap } from './variable-map.ts';

// https://developers.openai.com/codex/mcp: only a few variables are handed on, and those that env_vars names; nothing is expanded.

/** Its own ten seconds are too few for a first `npx`. */
const startSeconds = 60;

export const codex: Client = {
  id: 'codex',
  title: 'Codex',
  program: 'codex',
  format: tomlFormat,
  variables: 'looked up',
  variablesKey: 'env',
  passedKey: 'env_vars',
  scopes: ['user', 'project'],
  fileOf(surroundings, scope) {
    const { join } = pathsOf(surroundings);
    if (scope === 'project') return join(surroundings.folder, '.codex', 'config.toml');
    return join(surroundings.environment.CODEX_HOME || join(surroundings.home, '.codex'), 'config.toml');
  },
  containerOf: () => ['mcp_servers'],
  entryOf({ command, args, variables }) {
    const passed = variables.filter(({ value }) => value === undefined).map(({ name }) => name);
    return {
      command,
      args,
      ...(passed.length > 0 && { env_vars: passed }),
      startup_timeout_sec: startSeconds,
      ...unlessEmpty(
        'env',
        variableMap(variables, () => undefined),
      ),
    };
  },
};
