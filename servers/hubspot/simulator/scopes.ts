import { objectTypes } from './objects/object-type.ts';
import { sensitiveScopes } from './portal/sensitive-data.ts';

/** Every scope that an endpoint of the simulator asks for: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes */
export const allScopes: readonly string[] = [
  ...new Set([
    'oauth',
    ...objectTypes.flatMap((type) => [...type.readScopes, ...type.writeScopes]),
    ...sensitiveScopes,
    'crm.objects.owners.read',
    'crm.schemas.custom.read',
    'automation',
    'content',
    'marketing.email.read',
    'marketing.campaigns.read',
    'marketing.campaigns.revenue.read',
  ]),
];
