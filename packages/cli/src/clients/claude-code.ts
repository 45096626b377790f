import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf, type Surroundings } from '../surroundings.ts';
import type { Client } from './client.ts';
import { throughShell } from './through-shell.ts';
import { bracedVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://code.claude.com/docs/en/mcp says which forms are expanded. Seen with 2.1.329: a file with a comment or a trailing comma is
// passed over, a byte order mark is not; an unset `${X}` stays as it is and is warned
// of, `${X:-}` is empty; CLAUDE_CONFIG_DIR moves .claude.json; local entries are those of the whole repository, by its path in `projects`.
export const claudeCode: Client = {
  id: 'claude-code',
  title: 'Claude Code',
  program: 'claude',
  format: jsonFormat,
  json: 'plain',
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['project', 'user', 'local'],
  fileOf(surroundings, scope) {
    const { join } = pathsOf(surroundings);
    if (scope === 'project') return join(surroundings.folder, '.mcp.json');
    return join(surroundings.environment.CLAUDE_CONFIG_DIR || surroundings.home, '.claude.json');
  },
  reload: (scope) =>
    scope === 'project'
      ? 'Start claude in this folder: it asks once whether to use the servers of .mcp.json.'
      : 'Start claude anew; /mcp shows the servers.',
  containerOf: (surroundings, scope) =>
    scope === 'local' ? ['projects', projectKey(surroundings), 'mcpServers'] : ['mcpServers'],
  entryOf: (launch) => ({
    type: 'stdio',
    ...throughShell(launch),
    ...unlessEmpty('env', variableMap(launch.variables, bracedVariable)),
  }),
};

/** It writes these paths with slashes on Windows too, and finds no others (https://github.com/FunplayAI/funplay-cocos-mcp/pull/22). */
function projectKey(surroundings: Surroundings): string {
  const folder = repositoryOf(surroundings);
  return surroundings.platform === 'win32' ? folder.replaceAll('\\', '/') : folder;
}

/** The folder of the repository that this one is in; this one where it is in none. */
function repositoryOf(surroundings: Surroundings): string {
  const { dirname } = pathsOf(surroundings);
  for (let folder = surroundings.folder; ; folder = dirname(folder)) {
    if (surroundings.namesIn(folder).includes('.git')) return folder;
    if (dirname(folder) === folder) return surroundings.folder;
  }
}
