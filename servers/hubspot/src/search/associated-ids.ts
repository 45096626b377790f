import type * as z from 'zod';
import type { Hubspot } from '../hubspot.ts';
import { resolveObjectType, standardTypes } from '../portal/object-type.ts';
import { readAssociatedIds } from '../record/association.ts';
import type { CrmObject } from '../record/crm-object.ts';

const prefix = 'associations.';
/** Of one record and type. */
const mostIds = 50;

/** Whether a name stands for the records that one is associated with, as in HubSpot's filters. */
export function isOfAssociated(name: string): boolean {
  return name.startsWith(prefix);
}

/** A name as HubSpot's filters have it, where a type stands in the singular: `associations.company`. */
export function filteredName(name: string): string {
  const type = name.slice(prefix.length);
  return isOfAssociated(name) ? `${prefix}${standardTypes[type.toLowerCase()]?.singular ?? type}` : name;
}

/** The object type in such a name, as HubSpot's paths take it; one that is not there is `not_found`. */
export function associatedType(api: Hubspot, name: string): Promise<string> {
  return resolveObjectType(api, name.slice(prefix.length));
}

/** Records with the ids of those that are asked for by such names among their properties, joined as several options are. */
export async function withAssociatedIds(
  api: Hubspot,
  objectType: string,
  asked: readonly string[] = [],
  objects: readonly z.input<typeof CrmObject>[],
) {
  const links = await Promise.all(
    [...new Set(asked.filter(isOfAssociated))].map(async (name) => {
      const type = await associatedType(api, name);
      const idsOf = await readAssociatedIds(
        api,
        objectType,
        objects.map(({ id }) => id),
        type,
      );
      return { name, idsOf };
    }),
  );
  const valuesOf = (id: string) =>
    links.flatMap(({ name, idsOf }) => {
      const ids = idsOf.get(id) ?? [];
      return ids.length > 0 ? [[name, ids.slice(0, mostIds).join(';')]] : [];
    });
  const cut = links.filter(({ idsOf }) => [...idsOf.values()].some((ids) => ids.length > mostIds));
  return {
    objects: objects.map((object) => ({
      ...object,
      properties: { ...object.properties, ...Object.fromEntries(valuesOf(object.id)) },
    })),
    hints: cut.map(({ name }) => `Only the first ${mostIds} of ${name} are shown; get_object has more.`),
  };
}
