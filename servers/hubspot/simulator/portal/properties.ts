import { Refusal, type Route, route } from '@bizmcp/testkit/simulator';
import { requireScope } from '../authorization.ts';
import { errorReply } from '../error-reply.ts';
import { type HubspotState, propertiesOf } from '../hubspot-state.ts';
import { requireObjectType } from '../objects/object-type.ts';
import { atEachVersion } from '../versions.ts';
import { renderDatedProperty, renderProperty } from './property-definition.ts';

/**
 * https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide; a list has plain properties alone, unless it asks for others:
 * https://developers.hubspot.com/docs/api-reference/latest/crm/properties/sensitive-data
 */
export const propertyRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/properties',
  '/crm/properties/{version}',
  (base) => {
    const render = base.includes('/v3/') ? renderProperty : renderDatedProperty;
    return [
      route('GET', `${base}/{objectType}`, (request, { state }) => {
        const type = requireObjectType(request.parameter('objectType'));
        requireScope(request, type.readScopes);
        const kind = request.query.get('dataSensitivity') ?? 'non_sensitive';
        const all = request.query.get('archived') === 'true' ? [] : propertiesOf(state, type);
        const results = all.filter(({ sensitivity = 'non_sensitive' }) => sensitivity === kind).map(render);
        return { status: 200, body: { results } };
      }),
      route('GET', `${base}/{objectType}/groups`, (request, { state }) => {
        const type = requireObjectType(request.parameter('objectType'));
        requireScope(request, type.readScopes);
        const names = [...new Set(propertiesOf(state, type).map((property) => property.groupName))];
        const results = names.map((name, displayOrder) => ({ name, label: name, displayOrder, archived: false }));
        return { status: 200, body: { results } };
      }),
      route('GET', `${base}/{objectType}/{propertyName}`, (request, { state }) => {
        const type = requireObjectType(request.parameter('objectType'));
        requireScope(request, type.readScopes);
        const name = request.parameter('propertyName');
        const definitions = propertiesOf(state, type);
        const index = definitions.findIndex((definition) => definition.name === name);
        const definition = definitions[index];
        if (definition === undefined) {
          throw new Refusal(errorReply(404, 'OBJECT_NOT_FOUND', `property ${name} of ${type.plural} does not exist`));
        }
        return { status: 200, body: render(definition, index) };
      }),
    ];
  },
);
