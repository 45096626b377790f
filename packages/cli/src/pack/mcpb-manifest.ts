import { formField, type PackageOption, packageOptions } from './package-option.ts';
import { authorOf, fileUrl, type PackageSpec, repositoryUrl } from './package-spec.ts';

/**
 * The newest version of the manifest that is a specification: 0.4, which the packer takes as well, is marked experimental there, adds
 * only a runtime for Python, and shuts out applications that do not know it yet.
 */
const manifestVersion = '0.3';

/** The `manifest.json` of an MCP bundle. */
export function mcpbManifest(spec: PackageSpec, { hasIcon }: { hasIcon: boolean }) {
  const { surface, manifest } = spec;
  const options = packageOptions(spec);
  const repository = repositoryUrl(spec);
  const privacy = fileUrl(spec, 'README.md#privacy');
  const documentation = fileUrl(spec, 'README.md');
  return {
    manifest_version: manifestVersion,
    name: surface.name,
    display_name: surface.title,
    version: manifest.version,
    description: manifest.description,
    long_description: longDescription(spec),
    author: { name: authorOf(spec) },
    ...(repository !== undefined && { repository: { type: 'git', url: repository } }),
    ...(manifest.homepage !== undefined && { homepage: manifest.homepage }),
    ...(documentation !== undefined && { documentation }),
    ...(hasIcon && { icon: 'icon.png' }),
    server: serverOf(options),
    tools: surface.tools.map(({ name, description }) => ({ name, description })),
    tools_generated: false,
    prompts_generated: surface.prompts.length > 0,
    keywords: manifest.keywords,
    license: manifest.license,
    ...(privacy !== undefined && { privacy_policies: [privacy] }),
    compatibility: {
      platforms: ['darwin', 'win32', 'linux'],
      runtimes: { node: manifest.engines.node },
    },
    user_config: Object.fromEntries(options.map((option) => [option.key, formField(option)])),
  };
}

function serverOf(options: readonly PackageOption[]) {
  return {
    type: 'node',
    entry_point: 'server/index.js',
    mcp_config: {
      command: 'node',
      args: [`\${__dirname}/server/index.js`],
      env: Object.fromEntries(options.map(({ variable, key }) => [variable, `\${user_config.${key}}`])),
    },
  };
}

function longDescription({ surface: { instructions, credentials } }: PackageSpec): string {
  const ways = credentials.map(({ title, how }) => `- **${title}**: ${how}`);
  return [instructions, ...(ways.length > 0 ? ['', 'Ways of access:', '', ...ways] : [])].join('\n');
}
