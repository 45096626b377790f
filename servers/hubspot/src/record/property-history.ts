import type { Hubspot } from '../hubspot.ts';
import { toIsoDate } from '../identifier.ts';
import { historyOf, propertyOf } from '../portal/property-name.ts';
import { readObject } from './crm-object.ts';

/** The latest values that are shown of a property. */
const mostValues = 20;

/** One record as `readObject` has it; what a property was, newest first, is a value of its own, by such a name as amount.history. */
export async function readObjectWithHistory(
  api: Hubspot,
  objectType: string,
  id: string,
  asked: readonly string[],
  idProperty?: string,
) {
  const names = [...new Set(asked.map(propertyOf))];
  const followed = names.filter((name) => asked.includes(historyOf(name)));
  const wire = await readObject(api, objectType, id, names, idProperty, followed);
  const histories = Object.entries(wire.propertiesWithHistory ?? {}).map(([name, values]) => {
    const told = values.map(({ timestamp, value }) => `${value || 'none'} since ${toIsoDate(timestamp) ?? 'unknown'}`);
    return [historyOf(name), told.slice(0, mostValues).join('; ')];
  });
  return { ...wire, properties: { ...wire.properties, ...Object.fromEntries(histories) } };
}
