import type { Surface, SurfaceResource, SurfaceTool } from '../../define/surface.ts';

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
    'resources/list': { resources: (ListedResource & { uri: string })[] };
    'resources/templates/list': { resourceTemplates: (ListedResource & { uriTemplate: string })[] };
  };
}

type Schema = { type: 'object'; [keyword: string]: unknown };
type ListedResource = Omit<SurfaceResource, 'class' | 'scopes'>;
type ListedTool = Pick<SurfaceTool, 'name' | 'title' | 'description' | 'annotations' | '_meta'> & {
  inputSchema: Schema;
  outputSchema?: Schema;
};

/** Nothing of the lists changes while a process lives. */
export const unchanging = { ttlMs: 3_600_000, cacheScope: 'private' as const };

/** The face of a server in a session that is offered this surface. */
export function mcpFaceOf(version: string, surface: Surface): McpFace {
  const { name, title, instructions, tools, prompts, resources, resourceTemplates } = surface;
  return {
    identity: { name, title, version },
    instructions,
    capabilities: { tools: {}, resources: surface.live ? { subscribe: true } : {}, prompts: {}, completions: {} },
    lists: {
      'tools/list': { tools: tools.map(listedTool) },
      'prompts/list': { prompts },
      'resources/list': { resources: resources.map(listedResource) },
      'resources/templates/list': { resourceTemplates: resourceTemplates.map(listedResource) },
    },
  };
}

function listedResource<Resource extends SurfaceResource>({ class: _, scopes: __, ...listed }: Resource) {
  return listed;
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
