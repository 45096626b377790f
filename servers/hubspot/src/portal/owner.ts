import { personal } from '@bizmcp/core';
import * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { WireId } from '../identifier.ts';
import { readAnswer } from '../read-answer.ts';
import { WirePaging } from '../record/crm-object.ts';

const WireOwner = z.object({
  id: WireId,
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  userId: WireId.nullish(),
  teams: z.array(z.object({ name: z.string() })).nullish(),
});

const WireOwners = z.object({ results: z.array(WireOwner), paging: WirePaging });

/** A user who can own records. */
export const Owner = z.object({
  id: z.string().describe('Value for hubspot_owner_id'),
  name: z.string().optional().describe('First and last name').meta(personal('name')),
  email: z.string().optional().describe('Email address').meta(personal('email')),
  user_id: z.string().optional().describe('Id of the user account'),
  teams: z.array(z.string()).optional().describe('Teams the user is in'),
});

/** One page of the portal's owners. */
export async function readOwners(
  api: Hubspot,
  query: { email?: string | undefined; after?: string | undefined; limit: number },
) {
  const owners = await api.owners();
  const page = await readAnswer(
    WireOwners,
    owners.getPage(query.email?.toLowerCase(), query.after, query.limit, false),
  );
  return { owners: page.results.map(toOwner), after: page.paging?.next?.after };
}

function toOwner(wire: z.output<typeof WireOwner>): z.input<typeof Owner> {
  const name = [wire.firstName, wire.lastName].filter(Boolean).join(' ');
  const teams = wire.teams?.map((team) => team.name) ?? [];
  return {
    id: wire.id,
    ...(name && { name }),
    ...(wire.email && { email: wire.email }),
    ...(wire.userId && { user_id: wire.userId }),
    ...(teams.length > 0 && { teams }),
  };
}
