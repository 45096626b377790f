import type { Surface, SurfaceResource, SurfaceTool } from '../../define/surface.ts';
import { isOffered } from '../../policy/decision.ts';
import type { Deployment } from './deployment.ts';

/**
 * The tools and resources that a session may use at all; what is asked for beside them is refused all the same, and told why. All of
 * them where it may use none: refusals alone can say why that is.
 */
export function offeredSurface(
  surface: Surface,
  { policy, principal, tenant }: Pick<Deployment, 'policy' | 'principal' | 'tenant'>,
): Surface {
  const context = { server: surface.name, ...(tenant !== undefined && { tenant }) };
  const isTool = (tool: SurfaceTool) => isOffered(policy, principal.role, { ...tool, data: tool.class }, context);
  const isResource = (resource: SurfaceResource) =>
    isOffered(policy, principal.role, { ...resource, effect: 'read', data: resource.class }, context);
  const tools = surface.tools.filter(isTool);
  if (tools.length === 0) return surface;
  return {
    ...surface,
    tools,
    resources: surface.resources.filter(isResource),
    resourceTemplates: surface.resourceTemplates.filter(isResource),
  };
}
