const literalVariable = /^\$\{[^}]*\}$/;

/** A client that leaves `${VAR}` unexpanded, or expands it to nothing, has not set it. */
export function isUnset(value: string | undefined): boolean {
  return value === undefined || value.trim() === '' || literalVariable.test(value.trim());
}
