import { defineResource, rowsInAnswer } from '@bizmcp/core';
import { ObjectName } from '../record/record-id.ts';
import type { Salesforce } from '../salesforce.ts';
import { toFieldEntry, toObjectFace } from '../schema/field-entry.ts';
import { findObject } from '../schema/find-object.ts';
import { listedObjects } from '../schema/object-summary.ts';

export const objectSchema = defineResource<Salesforce>({
  uri: 'bizmcp://salesforce/objects/{object}',
  name: 'object-schema',
  title: 'Object schema',
  description: 'The fields of one object, its children and record types',
  data: 'internal',
  scopes: ['crm:read'],
  complete: {
    async object({ api, value }) {
      const begun = value.toLowerCase();
      const names = listedObjects(await api.objects()).map(({ name }) => name);
      return names.filter((name) => name.toLowerCase().startsWith(begun)).slice(0, 100);
    },
  },
  async read({ api, params, isCleared }) {
    // A name of another form is no object's.
    const name = ObjectName.safeParse(params.object).data ?? 'unknown';
    const object = await findObject(api, name, 'object');
    const classes = await api.classes(object.name);
    const face = toObjectFace(object);
    const all = object.fields.map((field) => toFieldEntry(field, classes, isCleared));
    const fields = rowsInAnswer(all, { rest: face });
    const note = `The first ${fields.length} of ${all.length} fields: describe_object has the others.`;
    return { object: face, fields, ...(fields.length < all.length && { note }) };
  },
});
