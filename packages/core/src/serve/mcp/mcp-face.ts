import type { Surface, SurfaceTool } from '../../define/surface.ts';

/** What a server says of itself in the protocol, whoever asks: the same for the front desk and the SDK. */
export interface McpFace {
  identity: { name: string; title: string; version: string };
  instructions: string;
  capabilities: Record<'tools' | 'prompts' | 'completions', Record<string, never>> & {
    resources: { subscribe?: boolean };
  };
  /** The results of the listing methods. */
  lists: {
    'tools/list': { tools: ListedTool[] };
    'prompts/list': Pick<Surface, 'prompts'>;
    'resources/list': Pick<Surface, 'resources'>;
    'resources/templates/list': Pick<Surface, 'resourceTemplates'>;
  };
}

type Schema = { type: 'object'; [keyword: string]: unknown };
type ListedTool = Pick<SurfaceTool, 'name' | 'title' | 'description' | 'annotations' | '_meta'> & {
  inputSchema: Schema;
  outputSchema?: Schema;
};

/** Nothing of the lists changes while a process lives. */
export const unchanging = { ttlMs: 3_600_000, cacheScope: 'private' as const };

/** The face of a server in a session that is shown these tools. */
export function mcpFaceOf(version: string, surface: Surface, tools: readonly SurfaceTool[]): McpFace {
  const { name, title, instructions, prompts, resources, resourceTemplates } = surface;
  return {
    identity: { name, title, version },
    instructions,
    capabilities: { tools: {}, resources: surface.live ? { subscribe: true } : {}, prompts: {}, completions: {} },
    lists: {
      'tools/list': { tools: tools.map(listedTool) },
      'prompts/list': { prompts },
      'resources/list': { resources },
      'resources/templates/list': { resourceTemplates },
    },
  };
}

function listedTool(tool: SurfaceTool): ListedTool {
  const { name, title, description, inputSchema, outputSchema, page, annotations, _meta } = tool;
  return {
    name,
    title,
    description,
    inputSchema: { ...inputSchema, type: 'object' },
    ...(!page && { outputSchema: { ...outputSchema, type: 'object' } }),
    annotations,
    _meta,
  };
}
