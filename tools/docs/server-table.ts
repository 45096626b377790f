import { isWrite, type Surface } from '@bizmcp/core';

/** The table of all servers, for the README of the repository. */
export function serverTable(surfaces: readonly Surface[]): string {
  const rows = surfaces.map((surface) => {
    const writes = surface.tools.filter((tool) => isWrite(tool.effect)).length;
    const reads = surface.tools.length - writes;
    return `| [${surface.title}](servers/${surface.name}/README.md) | ${reads} | ${writes} | ${surface.tokens} | [all tools](docs/reference/${surface.name}.md) |`;
  });
  return ['| server | reads | writes | tokens | reference |', '|---|---|---|---|---|', ...rows].join('\n');
}
