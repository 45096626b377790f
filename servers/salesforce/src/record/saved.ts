import * as z from 'zod';

/** What Salesforce answers to a write: https://developer.salesforce.com/docs/platform/api-rest/guide/dome-sobject-create.html */
export const WireSaved = z.object({ id: z.string(), success: z.literal(true) });

/** What becomes of one record of a collection: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-upsert.html */
const WireUpserted = z.discriminatedUnion('success', [
  z.object({ id: z.string(), success: z.literal(true), created: z.boolean() }),
  z.object({ success: z.literal(false), errors: z.array(z.unknown()) }),
]);

/** The answer for the one record that was sent. */
export const WireUpsertedOne = z.tuple([WireUpserted]);

/** A change has no content in its answer, or says again that it is saved. */
export const WireNothing = z.union([z.null(), z.undefined(), z.literal(''), z.object({ success: z.literal(true) })]);

/** What we say of a write; one that Salesforce refuses is an error that names the fields. */
export const Saved = z.object({
  id: z.string().describe('Id of the record'),
  success: z.boolean().describe('Whether it was saved'),
  errors: z.array(z.string()).describe('What Salesforce warned of'),
});
