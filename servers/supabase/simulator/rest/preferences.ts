/** What the header `Prefer` asks for: https://docs.postgrest.org/en/v12/references/api/preferences.html */
export interface Preferences {
  readonly count: 'estimated' | 'exact' | 'planned' | undefined;
  readonly missing: 'default' | 'null' | undefined;
  readonly resolution: 'ignore-duplicates' | 'merge-duplicates' | undefined;
  readonly return: 'headers-only' | 'minimal' | 'representation' | undefined;
}

const choose = <const Value extends string>(
  settings: ReadonlyMap<string, string>,
  name: string,
  values: readonly Value[],
): Value | undefined => values.find((value) => settings.get(name) === value);

export const readPreferences = (headers: Headers): Preferences => {
  const pairs = (headers.get('prefer') ?? '').split(',').map((part): [string, string] => {
    const [name = '', value = ''] = part.trim().split('=');
    return [name, value];
  });
  const settings = new Map(pairs);
  return {
    count: choose(settings, 'count', ['exact', 'planned', 'estimated']),
    missing: choose(settings, 'missing', ['default', 'null']),
    resolution: choose(settings, 'resolution', ['merge-duplicates', 'ignore-duplicates']),
    return: choose(settings, 'return', ['representation', 'minimal', 'headers-only']),
  };
};

/** What was done of it, for the header Preference-Applied. */
export const appliedHeader = (
  preferences: Preferences,
  names: ReadonlyArray<keyof Preferences>,
): string | undefined => {
  const order: ReadonlyArray<keyof Preferences> = ['resolution', 'missing', 'return', 'count'];
  const applied = order.flatMap((name) => {
    const value = preferences[name];
    return names.includes(name) && value !== undefined ? [`${name}=${value}`] : [];
  });
  return applied.length === 0 ? undefined : applied.join(', ');
};
