import { type ConfigChange, type ConfigObject, isConfigObject } from '../config-edit/config-format.ts';
import { jsonFormat } from '../config-edit/json-format.ts';
import type { LaunchVariable } from '../entry-writing/launch.ts';
import { pathsOf, settingsFolder } from '../surroundings.ts';
import type { Client } from './client.ts';
import { environmentVariable, unlessEmpty, variableMap } from './variable-map.ts';

// https://code.visualstudio.com/docs/agents/reference/mcp-configuration: an input is asked for at the first start, and kept.
// https://code.visualstudio.com/docs/reference/variables-reference: `${env:X}` of what is not set is empty.
export const vsCode: Client = {
  id: 'vscode',
  title: 'VS Code',
  program: 'code',
  format: jsonFormat,
  variables: 'asked for',
  variablesKey: 'env',
  scopes: ['project', 'user'],
  fileOf(surroundings, scope) {
    const { join } = pathsOf(surroundings);
    if (scope === 'project') return join(surroundings.folder, '.vscode', 'mcp.json');
    return join(settingsFolder(surroundings), 'Code', 'User', 'mcp.json');
  },
  containerOf: () => ['servers'],
  entryOf: ({ server, command, args, variables }) => ({
    type: 'stdio',
    command,
    args,
    ...unlessEmpty(
      'env',
      variableMap(variables, (variable) =>
        isAskedFor(variable) ? `\${input:${inputId(server.name, variable)}}` : environmentVariable(variable),
      ),
    ),
  }),
  besides({ server, variables }, data): ConfigChange[] {
    const known = new Set(inputsOf(data).map(({ id }) => id));
    return variables
      .filter((variable) => isAskedFor(variable) && !known.has(inputId(server.name, variable)))
      .map((variable) => ({
        kind: 'append',
        path: ['inputs'],
        value: {
          type: 'promptString',
          id: inputId(server.name, variable),
          description: `${server.title}: ${variable.description}`,
          password: variable.isSecret,
        },
      }));
  },
  besidesRemoved(serverName, data): ConfigChange[] {
    const others = isConfigObject(data.servers) ? { ...data.servers, [serverName]: undefined } : {};
    const isAsked = (id: string) => JSON.stringify(others).includes(`\${input:${id}}`);
    return inputsOf(data)
      .map(({ id }, index) => ({ id, index }))
      .filter(({ id }) => typeof id === 'string' && id.startsWith(`${serverName}-`) && /-[A-Z0-9_]+$/.test(id))
      .filter(({ id }) => !isAsked(String(id)))
      .reverse()
      .map(({ index }) => ({ kind: 'remove', path: ['inputs', index] }));
  },
};

function isAskedFor({ value, isRequired }: LaunchVariable): boolean {
  return value === undefined && isRequired;
}

function inputId(serverName: string, { name }: LaunchVariable): string {
  return `${serverName}-${name}`;
}

function inputsOf({ inputs }: ConfigObject): ConfigObject[] {
  return Array.isArray(inputs) ? inputs.map((input) => (isConfigObject(input) ? input : {})) : [];
}
