import { jsonFormat } from '../config-edit/json-format.ts';
import { pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://docs.windsurf.com/windsurf/cascade/mcp, under config interpolation: `${env:X}` in command, args, env, URLs and headers.
// Since June 2026 it is Devin Desktop, whose usual agent reads the file of Devin's command line, and Cascade alone the one of before
// (https://docs.devin.ai/desktop/cascade/mcp, https://docs.devin.ai/cli/extensibility/mcp/configuration).
export const windsurf: Client = {
  id: 'windsurf',
  title: 'Windsurf',
  program: 'windsurf',
  format: jsonFormat,
  variables: 'looked up',
  variablesKey: 'env',
  scopes: ['user'],
  fileOf(surroundings) {
    const { join } = pathsOf(surroundings);
    const isWindows = surroundings.platform === 'win32';
    const renamed = join(isWindows ? settingsFolder(surroundings) : join(surroundings.home, '.config'), 'devin');
    const isRenamed = surroundings.namesIn(renamed).length > 0;
    return join(isRenamed ? renamed : join(surroundings.home, '.codeium', 'windsurf'), 'mcp_config.json');
  },
  containerOf: () => ['mcpServers'],
  entryOf: ({ command, args, variables }) => ({
    command,
    args,
    ...unlessEmpty('env', variableMap(variables, environmentVariable)),
  }),
};
