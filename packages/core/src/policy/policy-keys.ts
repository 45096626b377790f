import { policyJsonSchema } from './policy-schema.ts';

/** The keys that a policy file may have at a path, as its schema names them. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const found = path.reduce((schema: unknown, part) => below(schema, String(part)), policyJsonSchema());
  return Object.keys(Object(member(found, 'properties')));
}

function below(schema: unknown, part: string): unknown {
  const named: unknown = member(member(schema, 'properties'), part);
  return named ?? member(schema, 'items') ?? member(schema, 'additionalProperties');
}

function member(value: unknown, name: string): unknown {
  const found: unknown = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
  return found;
}
