import { formField, type PackageOption, packageOptions } from './package-option.ts';
import { authorOf, type PackageSpec, repositoryUrl } from './package-spec.ts';

/** The `.claude-plugin/plugin.json` of a Claude Code plugin that brings the server with it. */
export function pluginManifest(spec: PackageSpec) {
  const { surface, manifest } = spec;
  const options = packageOptions(spec);
  const repository = repositoryUrl(spec);
  return {
    name: surface.name,
    displayName: surface.title,
    version: manifest.version,
    description: manifest.description,
    author: { name: authorOf(spec) },
    ...(manifest.homepage !== undefined && { homepage: manifest.homepage }),
    ...(repository !== undefined && { repository }),
    license: manifest.license,
    keywords: manifest.keywords,
    userConfig: Object.fromEntries(options.map((option) => [option.key, userConfig(option)])),
    mcpServers: {
      [surface.name]: {
        command: 'node',
        args: [`\${CLAUDE_PLUGIN_ROOT}/server/index.js`],
        env: {
          ...Object.fromEntries(options.map(({ variable, key }) => [variable, `\${user_config.${key}}`])),
          // Of the plugin alone. Logins, limits and the audit trail stay where all clients of this person share them.
          NODE_COMPILE_CACHE: `\${CLAUDE_PLUGIN_DATA}/compile-cache`,
        },
      },
    },
  };
}

function userConfig(option: PackageOption) {
  const { isSecret, fallback, choices } = option;
  // Claude Code takes a list of choices only together with one of them as the default.
  const options = choices && !isSecret && fallback !== undefined && { options: [...choices] };
  return { ...formField(option), ...options };
}
