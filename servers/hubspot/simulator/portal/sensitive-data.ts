import type { SimulatedRequest } from '@bizmcp/testkit/simulator';
import { hasScope, requireScope } from '../authorization.ts';
import { type HubspotState, propertiesOf } from '../hubspot-state.ts';
import { type ObjectType, objectTypes } from '../objects/object-type.ts';
import type { PropertyDefinition } from './property-definition.ts';

/** How a property with sensitive data is marked. */
const sensitivities = ['sensitive', 'highly_sensitive'] as const;

type Verb = 'read' | 'write';

/**
 * Values of sensitive data ask for scopes of their own: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/sensitive-data
 * Errors on the wire name them with `.v2`: https://github.com/airbytehq/airbyte/pull/74032
 */
const scopeOf = (type: ObjectType, sensitivity: (typeof sensitivities)[number], verb: Verb): string => {
  if (type.singular === 'ticket') return `tickets.${sensitivity}.v2`;
  const object = type.id.startsWith('2-') ? 'custom' : type.plural;
  return `crm.objects.${object}.${sensitivity}.${verb}.v2`;
};

/** All scopes for sensitive data of the types that can have some. */
export const sensitiveScopes: readonly string[] = objectTypes
  .filter((type) => type.id.startsWith('2-') || ['contact', 'company', 'deal', 'ticket'].includes(type.singular))
  .flatMap((type) =>
    sensitivities.flatMap((sensitivity) => [scopeOf(type, sensitivity, 'read'), scopeOf(type, sensitivity, 'write')]),
  );

/** Refuses to read or write properties whose values the token may not: reported of searches (same thread), taken for all requests. */
export const requireSensitiveScopes = (
  request: SimulatedRequest<never>,
  state: HubspotState,
  type: ObjectType,
  { names, verb = 'read' }: { names: Iterable<string>; verb?: Verb },
): void => {
  const named = new Set(names);
  for (const { name, sensitivity } of propertiesOf(state, type)) {
    if (sensitivity !== undefined && named.has(name)) requireScope(request, [scopeOf(type, sensitivity, verb)]);
  }
};

/** Whether the token of a request may see the values of a property. */
export const maySee = (
  request: SimulatedRequest<never>,
  type: ObjectType,
  { sensitivity }: PropertyDefinition,
): boolean => sensitivity === undefined || hasScope(request, [scopeOf(type, sensitivity, 'read')]);
