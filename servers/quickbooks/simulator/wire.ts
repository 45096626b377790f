/** An object of QuickBooks' JSON. */
export type Wire = Readonly<Record<string, unknown>>;

export function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field at a path such as MetaData.CreateTime. */
export function fieldOf(wire: Wire, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isWire(value) ? value[name] : undefined), wire);
}

/** A reference with its name, where that is known. */
export function referenceTo(value: string, name?: string): Wire {
  return name === undefined ? { value } : { value, name };
}
