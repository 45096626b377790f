import type { LaunchVariable } from '../entry-writing/launch.ts';

/** Variables with their values, or what `lookUp` writes for those without; undefined leaves one out. */
export function variableMap(
  variables: readonly LaunchVariable[],
  lookUp: (variable: LaunchVariable) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap((variable) => {
      const value = variable.value ?? lookUp(variable);
      return value === undefined ? [] : [[variable.name, value]];
    }),
  );
}

/**
 * `${NAME}`; an optional one falls back to nothing, so that the client does not miss it, and the server takes its own default: one
 * that was written down here would outlive it.
 */
export function bracedVariable({ name, isRequired }: Pick<LaunchVariable, 'name' | 'isRequired'>): string {
  return isRequired ? `\${${name}}` : `\${${name}:-}`;
}

/** `${env:NAME}`. What is not set reaches the server empty or as this text, and it takes both for unset. */
export function environmentVariable({ name }: LaunchVariable): string {
  return `\${env:${name}}`;
}

/** The map under its key, or nothing when it is empty. */
export function unlessEmpty(key: string, map: Record<string, string>): Record<string, Record<string, string>> {
  return Object.keys(map).length === 0 ? {} : { [key]: map };
}
