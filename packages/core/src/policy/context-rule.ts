import { isWrite } from '../define/effect.ts';
import type { Denial } from './denial.ts';
import type { PolicyQuestion } from './question.ts';

/** Where a policy has contexts, a call is made in one of them, and only to what it lists. */
export function contextDenial({ policy, action, context }: PolicyQuestion): Denial | undefined {
  const { contexts, default_context: fallback } = policy.rules ?? {};
  if (!contexts) return undefined;
  const name = context.tenant ?? fallback;
  if (name === undefined) {
    const detail = 'it works for no customer; set --tenant, BIZMCP_TENANT or default_context';
    return { reason: 'context_required', rule: 'contexts', detail };
  }
  const systems = Object.hasOwn(contexts, name) ? contexts[name]?.systems : undefined;
  if (!systems) return { reason: 'unknown_context', rule: 'contexts' };
  const { server = '' } = context;
  const rule = `contexts.${name}.systems`;
  const permissions = Object.hasOwn(systems, server) ? systems[server] : systems['*'];
  if (!permissions) return { reason: 'system_not_in_context', rule };
  const needed = isWrite(action.effect) ? 'write' : 'read';
  return permissions.includes(needed) ? undefined : { reason: 'permission_missing', rule: `${rule}.${server || '*'}` };
}
