import type { DataClass } from './data-class.ts';
import type { Effect } from './effect.ts';
import type { RateLimit } from './tool.ts';

/** The hints of the MCP specification's `ToolAnnotations`. */
export interface ToolAnnotations {
  title: string;
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

interface Described {
  title: string;
  effect: Effect;
  idempotent?: boolean;
  data: DataClass;
  scopes: readonly string[];
  rateLimit: RateLimit;
  semantics: { entity: string; workflow: string };
  examples: readonly { title: string; input: unknown }[];
}

const idempotentEffects: readonly Effect[] = ['read', 'update', 'delete'];
const destructiveEffects: readonly Effect[] = ['update', 'delete'];

/** MCP hints follow from the effect; nobody writes them by hand. */
export function annotationsOf(tool: Described): ToolAnnotations {
  return {
    title: tool.title,
    readOnlyHint: tool.effect === 'read',
    destructiveHint: destructiveEffects.includes(tool.effect),
    idempotentHint: tool.idempotent ?? idempotentEffects.includes(tool.effect),
    openWorldHint: true,
  };
}

/** What a tool's `_meta` tells a client or a gateway; no model sees it. */
export function toolMeta(tool: Described): Record<string, unknown> {
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
