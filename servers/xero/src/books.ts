import { axiosAdapter, createTimedMemory, readSdkAnswer, type Upstream, useAxiosSdk } from '@bizmcp/core';
import type * as z from 'zod';
import type { Accounting } from './accounting.ts';
import type { Egress } from './egress.ts';
import type { Tenant } from './tenant.ts';

type Send = (accounting: Accounting, tenantId: string) => Promise<{ body: unknown }>;

/** The books of one organisation. */
export interface Books {
  tenant: Tenant;
  /** Sends a request by the SDK and holds the answer against our schema of it: its types promise what nobody checked. */
  read<Schema extends z.ZodType>(schema: Schema, send: Send): Promise<z.output<Schema>>;
  /** The same for a write: an answer that can't be read leaves open whether it happened. */
  write<Schema extends z.ZodType>(schema: Schema, send: Send): Promise<z.output<Schema>>;
  /** What changes seldom (chart of accounts, tax rates, ...), asked for once in five minutes. */
  remember<Value>(name: string, load: () => Promise<Value>): Promise<Value>;
}

const memoryMilliseconds = 300_000;
const mostRemembered = 50;

/** Loads the SDK's client; its requests go through our upstream, and are counted. */
export async function loadAccounting(baseUrl: string, egress: Egress): Promise<Accounting> {
  const { AccountingApi } = await import('xero-node/dist/gen/api/accountingApi.js');
  const accounting = new AccountingApi();
  accounting.basePath = `${baseUrl}/api.xro/2.0`;
  accounting.setDefaultAuthentication({
    applyToRequest(options) {
      options.adapter = async (config) => {
        const answer = await axiosAdapter(config);
        egress.add(String(config.headers.get('xero-tenant-id') ?? ''), Buffer.byteLength(answer.data));
        return answer;
      };
    },
  });
  return accounting;
}

export function openBooks(tenant: Tenant, upstream: Upstream, accounting: () => Promise<Accounting>): Books {
  const send =
    (kind: 'read' | 'write') =>
    async <Schema extends z.ZodType>(schema: Schema, request: Send) => {
      const client = await accounting();
      const body = useAxiosSdk(upstream, async () => (await request(client, tenant.id)).body);
      return readSdkAnswer(schema, body, { system: 'Xero', kind });
    };

  return {
    tenant,
    read: send('read'),
    write: send('write'),
    remember: createTimedMemory(memoryMilliseconds, mostRemembered),
  };
}
