import type { Role } from './role.ts';

/** Names of the roles that need no writing: a policy file takes them with `presets` or builds on them with `inherits`. */
export const presetNames = ['viewer', 'agent_executor', 'sales', 'support', 'finance', 'system_admin'] as const;

/** The nouns of the scopes are those that servers declare; a new server takes the nouns that are here. */
export const presetRoles: Readonly<Record<(typeof presetNames)[number], Role>> = {
  /** Looks, and sees no confidential field. */
  viewer: { scopes: ['*:read'], clearance: 'internal' },
  /** The agent of one person at that person's own desk. */
  agent_executor: { scopes: ['*'], clearance: 'confidential' },
  sales: {
    scopes: [
      ...['crm:*', 'contacts:*', 'companies:*', 'deals:*', 'leads:*', 'opportunities:*', 'quotes:*', 'notes:*'],
      ...['tickets:read', 'marketing:read', 'workflows:*', 'products:read', 'orders:read', 'invoices:read'],
    ],
    clearance: 'confidential',
  },
  support: {
    scopes: [
      ...['tickets:*', 'conversations:*', 'articles:read', 'notes:*', 'crm:read', 'contacts:read', 'companies:read'],
      ...['orders:read', 'products:read', 'subscriptions:read'],
    ],
    clearance: 'confidential',
  },
  finance: {
    scopes: [
      ...['invoices:*', 'bills:*', 'payments:*', 'customers:*', 'vendors:*', 'items:read', 'accounts:read'],
      ...['transactions:*', 'reports:read', 'expenses:*', 'ledger:read', 'purchases:*', 'refunds:*', 'payouts:read'],
      ...['subscriptions:read', 'orders:read', 'contacts:read', 'companies:read', 'crm:read', 'notes:read'],
    ],
    clearance: 'restricted',
  },
  system_admin: { scopes: ['*'], clearance: 'restricted' },
};

/** The same roles where no policy file assigns them: whoever starts a server can choose one, so none is shown restricted data. */
export const unassignedRoles: Readonly<Record<string, Role>> = Object.fromEntries(
  Object.entries(presetRoles).map(([name, role]) => [
    name,
    role.clearance === 'restricted' ? { ...role, clearance: 'confidential' as const } : role,
  ]),
);
