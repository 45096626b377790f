import { createTimedMemory, once, type Upstream } from '@bizmcp/core';
import { type Books, loadAccounting, openBooks } from './books.ts';
import { createEgress } from './egress.ts';
import { chooseTenant, type Tenant, toTenants, WireConnections } from './tenant.ts';

/** The way to Xero: the organisations that the credentials open, and the books of each. */
export interface Xero {
  tenants(): Promise<Tenant[]>;
  /** The books of an organisation; without an id, of the only one. */
  books(tenantId?: string): Promise<Books>;
  /** Bytes that Xero has sent of an organisation since this process began. */
  bytesRead(tenantId: string): number;
}

// Organisations come and go by hand; a refused one is asked for anew by the next process at the latest.
const connectionsMilliseconds = 300_000;

export function createXero(upstream: Upstream, baseUrl: string, pinned: string | undefined): Xero {
  const egress = createEgress();
  const opened = new Map<string, Books>();
  const connections = createTimedMemory(connectionsMilliseconds, 1);
  const accounting = once(() => loadAccounting(baseUrl, egress));

  const tenants = () =>
    connections('', async () => toTenants(await upstream.json(WireConnections, { path: ['connections'] }), pinned));

  return {
    tenants,
    async books(tenantId) {
      const tenant = chooseTenant(await tenants(), tenantId, pinned);
      const books = opened.get(tenant.id) ?? openBooks(tenant, upstream, accounting);
      opened.set(tenant.id, books);
      return books;
    },
    bytesRead: egress.of,
  };
}
