import { Refusal, type Route, route } from '@bizmcp/testkit/simulator';
import { listAssociationTypes } from '../associations/association-type.ts';
import { requireScope } from '../authorization.ts';
import { notFoundReply } from '../error-reply.ts';
import { type HubspotState, propertiesOf } from '../hubspot-state.ts';
import { findObjectType, type ObjectType, objectTypes } from '../objects/object-type.ts';
import { atEachVersion } from '../versions.ts';
import { renderProperty } from './property-definition.ts';

const definedAt = '2023-02-14T10:00:00.000Z';

const isCustom = (type: ObjectType): boolean => type.id.startsWith('2-');

const renderAssociations = (type: ObjectType) =>
  objectTypes.flatMap((to) =>
    listAssociationTypes(type, to).map((association) => ({
      id: String(association.typeId),
      fromObjectTypeId: type.id,
      toObjectTypeId: to.id,
      name: association.name,
      createdAt: definedAt,
      updatedAt: definedAt,
    })),
  );

const renderSchema = (state: HubspotState, type: ObjectType) => ({
  id: type.id.slice(2),
  objectTypeId: type.id,
  name: 'subscriptions',
  fullyQualifiedName: `p${state.portal.id}_subscriptions`,
  labels: { singular: 'Subscription', plural: 'Subscriptions' },
  description: 'A customer’s running subscription',
  primaryDisplayProperty: 'subscription_name',
  secondaryDisplayProperties: ['plan', 'status'],
  requiredProperties: type.requiredProperties,
  searchableProperties: type.searchableProperties,
  properties: propertiesOf(state, type).map(renderProperty),
  associations: renderAssociations(type),
  archived: false,
  createdAt: definedAt,
  updatedAt: definedAt,
});

const readScopes = ['crm.schemas.custom.read', 'crm.objects.custom.read'];

const schemaRoutesAt = (base: string): ReadonlyArray<Route<HubspotState>> => [
  route('GET', base, (request, { state }) => {
    requireScope(request, readScopes);
    const shown = request.query.get('archived') === 'true' ? [] : objectTypes.filter(isCustom);
    return { status: 200, body: { results: shown.map((type) => renderSchema(state, type)) } };
  }),
  route('GET', `${base}/{objectType}`, (request, { state }) => {
    requireScope(request, readScopes);
    const name = request.parameter('objectType');
    const type = findObjectType(name);
    if (type === undefined || !isCustom(type)) throw new Refusal(notFoundReply(name));
    return { status: 200, body: renderSchema(state, type) };
  }),
];

/** https://developers.hubspot.com/docs/api-reference/crm-custom-objects-v3/guide: the list has custom objects only */
export const schemaRoutes: ReadonlyArray<Route<HubspotState>> = [
  ...atEachVersion('/crm-object-schemas/v3/schemas', '/crm-object-schemas/{version}/schemas', schemaRoutesAt),
  ...schemaRoutesAt('/crm/v3/schemas'),
];
