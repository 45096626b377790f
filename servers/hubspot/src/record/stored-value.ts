import { storedTime } from '../identifier.ts';

/** As much of a property's definition as tells how its values are kept. */
interface Definition {
  name: string;
  type: string;
  fieldType: string;
}

/** A value as HubSpot keeps it, so that a preview shows what there will be: a day alone as its midnight, options beside those there are. */
export function storedValue(definition: Definition | undefined, value: string, present = ''): string {
  switch (definition?.type) {
    case 'datetime':
      return storedTime(value) ?? value;
    case 'date':
      return storedTime(value)?.slice(0, 10) ?? value;
    case 'enumeration':
      return definition.fieldType === 'checkbox' && value.startsWith(';') ? withOptions(present, value) : value;
    default:
      // Seen by those who write addresses through the API; no page says it.
      return definition?.name === 'email' ? value.toLowerCase() : value;
  }
}

/** A leading semicolon adds options to those that are there: https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
function withOptions(present: string, added: string): string {
  return [...new Set(`${present};${added}`.split(';').filter(Boolean))].join(';');
}
