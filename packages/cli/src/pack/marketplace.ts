import { authorOf, type PackageSpec } from './package-spec.ts';

/** The `.claude-plugin/marketplace.json` that offers a plugin of each of these servers, in `plugins/` beside it. */
export function marketplace(specs: readonly PackageSpec[]) {
  const [owner = 'bizmcp'] = specs.map(authorOf);
  const titles = specs.map(({ surface }) => surface.title).join(', ');
  return {
    name: owner,
    description: `Governed MCP servers for business systems: ${titles}`,
    owner: { name: owner },
    plugins: specs.map((spec) => ({
      name: spec.surface.name,
      source: `./plugins/${spec.surface.name}`,
      description: spec.manifest.description,
      version: spec.manifest.version,
      category: 'productivity',
      keywords: spec.manifest.keywords,
    })),
  };
}
