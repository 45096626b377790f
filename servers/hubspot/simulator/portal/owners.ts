import { Refusal, type Route, route } from '@bizmcp/testkit/simulator';
import { requireScope } from '../authorization.ts';
import { errorReply } from '../error-reply.ts';
import type { HubspotState } from '../hubspot-state.ts';
import { idPage } from '../id-page.ts';
import { readLimit } from '../request-body.ts';
import { atEachVersion } from '../versions.ts';

/** A user that records can be assigned to. */
export interface Owner {
  readonly id: string;
  readonly userId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly team: { readonly id: string; readonly name: string };
}

const renderOwner = (owner: Owner) => ({
  id: owner.id,
  email: owner.email,
  type: 'PERSON',
  firstName: owner.firstName,
  lastName: owner.lastName,
  userId: owner.userId,
  userIdIncludingInactive: owner.userId,
  createdAt: '2021-03-01T09:00:00.000Z',
  updatedAt: '2021-03-01T09:00:00.000Z',
  archived: false,
  teams: [{ ...owner.team, primary: true }],
});

/** https://developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide */
export const ownerRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/owners',
  '/crm/owners/{version}',
  (base) => [
    route('GET', base, (request, { state }) => {
      requireScope(request, ['crm.objects.owners.read']);
      const email = request.query.get('email');
      const chosen = request.query.get('archived') === 'true' ? [] : state.owners;
      const matching = chosen.filter((owner) => email === null || owner.email === email);
      const limit = readLimit(request.query, 100, 500);
      const { found, paging } = idPage(matching, ({ id }) => id, { query: request.query, limit });
      return { status: 200, body: { results: found.map(renderOwner), ...paging } };
    }),
    route('GET', `${base}/{ownerId}`, (request, { state }) => {
      requireScope(request, ['crm.objects.owners.read']);
      const isUserId = request.query.get('idProperty') === 'userId';
      const id = request.parameter('ownerId');
      const owner = state.owners.find((candidate) => (isUserId ? String(candidate.userId) : candidate.id) === id);
      if (owner === undefined) throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `No owner with id ${id}`));
      return { status: 200, body: renderOwner(owner) };
    }),
  ],
);
