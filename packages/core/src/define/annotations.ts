import type { Effect } from './effect.ts';
import type { Tool } from './tool.ts';

/** The hints of the MCP specification's `ToolAnnotations`. */
export interface ToolAnnotations {
  title: string;
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

const idempotentEffects: readonly Effect[] = ['read', 'update', 'delete'];
const destructiveEffects: readonly Effect[] = ['update', 'delete'];

/** MCP hints follow from the effect; nobody writes them by hand. */
export function annotationsOf(tool: Tool<never>): ToolAnnotations {
  return {
    title: tool.title,
    readOnlyHint: tool.effect === 'read',
    destructiveHint: destructiveEffects.includes(tool.effect),
    idempotentHint: tool.idempotent ?? idempotentEffects.includes(tool.effect),
    openWorldHint: true,
  };
}

/** What a tool's `_meta` tells a client or a gateway; no model sees it. */
export function toolMeta(tool: Tool<never>): Record<string, unknown> {
  return {
    'bizmcp/semantics': {
      business_entity: tool.semantics.entity,
      workflow: tool.semantics.workflow,
      permission: tool.scopes,
      data_sensitivity: tool.data,
      effect: tool.effect,
      rate_limit: tool.rateLimit,
    },
    'bizmcp/examples': tool.examples,
  };
}
