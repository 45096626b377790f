import { type PackageOption, packageOptions } from './package-option.ts';
import { type PackageSpec, repositoryUrl } from './package-spec.ts';

/** The `server.json` of a server for the MCP registry, of the schema of 2025-12-11; undefined where its package has no `mcpName`. */
export function registryEntry(spec: PackageSpec) {
  const { surface, manifest } = spec;
  if (manifest.mcpName === undefined) return undefined;
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: manifest.mcpName,
    title: surface.title,
    description: manifest.description,
    version: manifest.version,
    ...repositoryOf(spec),
    packages: [
      {
        registryType: 'npm',
        identifier: manifest.name,
        version: manifest.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables: packageOptions(spec).map(environmentVariable),
      },
    ],
  };
}

/** The registry knows a repository by the name of its host. */
function repositoryOf(spec: PackageSpec) {
  const url = repositoryUrl(spec);
  const source = url === undefined ? undefined : /^https:\/\/(github|gitlab)\.com\//.exec(url)?.[1];
  if (url === undefined || source === undefined) return {};
  const { directory } = spec.manifest.repository ?? {};
  return { repository: { url, source, ...(directory !== undefined && { subfolder: directory }) } };
}

function environmentVariable({ variable, description, type, isNeeded, isSecret, fallback, choices }: PackageOption) {
  return {
    name: variable,
    description,
    format: type,
    isRequired: isNeeded,
    isSecret,
    ...(fallback !== undefined && { default: String(fallback) }),
    ...(choices && { choices: [...choices] }),
  };
}
