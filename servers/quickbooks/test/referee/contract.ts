import * as z from 'zod';

const Contract = z.strictObject({
  /** By type: what it extends, and its own fields by name, each with its type; a list's ends in []. */
  types: z.record(
    z.string(),
    z.strictObject({ base: z.string().optional(), fields: z.record(z.string(), z.string()) }),
  ),
  enums: z.record(z.string(), z.array(z.string())),
});

/** What Intuit published of the names, types and enums of its API. */
export type Contract = z.output<typeof Contract>;

/** Reads the committed table, which published-schema.ts made. */
export function parseContract(text: string): Contract {
  return Contract.parse(JSON.parse(text));
}

/** The type of a field of a type, as it is or as it has it from what it extends; undefined where there is none. */
export function fieldType(contract: Contract, type: string, field: string): string | undefined {
  const found = contract.types[type];
  if (!found) return undefined;
  const own = Object.hasOwn(found.fields, field) ? found.fields[field] : undefined;
  return own ?? (found.base === undefined ? undefined : fieldType(contract, found.base, field));
}
