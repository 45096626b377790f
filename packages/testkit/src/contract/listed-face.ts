import type { SurfaceTool } from '@bizmcp/core';

/** What `tools/list` shows of a tool: without what only reviewers need, and without an output schema where the answer can be a page. */
export function listedFace(tool: SurfaceTool) {
  const { effect: _e, class: _c, scopes: _s, rateLimit: _r, tokens: _t, examples: _x, page, ...face } = tool;
  const { outputSchema: _o, ...withoutOutput } = face;
  return page ? withoutOutput : face;
}
