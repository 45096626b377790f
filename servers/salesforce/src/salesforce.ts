import type { Upstream } from '@bizmcp/core';
import { readSdkAnswer } from '@bizmcp/core';
import type { Connection } from 'jsforce/lib/connection.js';
import * as z from 'zod';
import { type ObjectSummary, WireObjectList } from './object-summary.ts';
import { loadConnection, type Org } from './sdk.ts';

/** The way to an org. */
export interface Salesforce {
  /** All objects that the user may see; answered from memory for five minutes. */
  objects(): Promise<ObjectSummary[]>;
  /** Whose session it is and where. */
  identity(): Promise<{ organizationId: string; userId: string; username: string }>;
}

const WireIdentity = z.object({ organization_id: z.string(), user_id: z.string(), preferred_username: z.string() });

export function createSalesforce(upstream: Upstream, org: Org): Salesforce {
  let loading: Promise<Connection> | undefined;
  const connection = () => {
    loading ??= loadConnection(org, upstream);
    return loading;
  };
  const get = async <Schema extends z.ZodType>(schema: Schema, url: string) =>
    readSdkAnswer(schema, (await connection()).request({ method: 'GET', url }), { system: 'Salesforce', kind: 'read' });

  return {
    async objects() {
      return (await get(WireObjectList, '/sobjects')).sobjects;
    },
    async identity() {
      const found = await get(WireIdentity, '/services/oauth2/userinfo');
      return { organizationId: found.organization_id, userId: found.user_id, username: found.preferred_username };
    },
  };
}
