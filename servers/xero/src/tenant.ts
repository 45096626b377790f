import { inQuotes, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { isSameId } from './identifier.ts';

/** https://developer.xero.com/documentation/guides/oauth2/tenants: one login may open several organisations. */
export const WireConnections = z.array(
  z.object({ tenantId: z.string(), tenantType: z.string(), tenantName: z.string().nullish() }),
);

/** An organisation that the credentials open. */
export interface Tenant {
  id: string;
  name: string;
}

/** The organisations among the connections; where the settings name one, it alone. Practices have no books. */
export function toTenants(wire: z.output<typeof WireConnections>, pinned: string | undefined): Tenant[] {
  const organisations = wire.filter(({ tenantType }) => tenantType === 'ORGANISATION');
  const all = organisations.map(({ tenantId, tenantName }) => ({ id: tenantId, name: tenantName ?? tenantId }));
  return pinned === undefined ? all : all.filter(({ id }) => isSameId(id, pinned));
}

/** The organisation a call is about. Which one is never guessed: a write into the wrong books cannot be taken back. */
export function chooseTenant(
  tenants: readonly Tenant[],
  wanted: string | undefined,
  pinned: string | undefined,
): Tenant {
  const [first] = tenants;
  if (!first) throw noOrganisation(pinned);
  if (wanted !== undefined) return tenants.find(({ id }) => isSameId(id, wanted)) ?? refuse(tenants, 'not_found');
  return tenants.length === 1 ? first : refuse(tenants, 'invalid_input');
}

function refuse(tenants: readonly Tenant[], code: 'not_found' | 'invalid_input'): never {
  const why = code === 'not_found' ? 'No such organisation is connected' : 'Several organisations are connected';
  const shown = tenants.slice(0, 10).map(({ id, name }) => `${inQuotes(name)} (${id})`);
  throw new ToolError(code, `${why}. Pass tenant_id: ${shown.join(', ')}${tenants.length > 10 ? ', ...' : ''}.`);
}

function noOrganisation(pinned: string | undefined): ToolError {
  return pinned === undefined
    ? new ToolError(
        'not_configured',
        'No organisation is connected to this app. Connect one in Xero under Settings > Connected apps, or log in again with --login and choose it.',
      )
    : new ToolError('not_configured', 'XERO_TENANT_ID names an organisation that is not connected. Mend or remove it.');
}
