import { wrongInput } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readSensitivity } from '../portal/crm-property.ts';
import { isPersonal, isPrivate } from './crm-object.ts';

/** Whether a caller sees what is restricted. */
export type Clearance = (data: 'restricted') => boolean;

/** By what a record is to be found. */
interface Asked {
  /** In what words are looked for. */
  searched?: readonly string[];
  filters?: readonly { property: string; operator: string }[];
  sort?: string | undefined;
  id_property?: string | undefined;
}

/** Says which of these properties are masked for the caller. */
export async function readMasked(
  api: Hubspot,
  objectType: string,
  names: readonly string[],
  isCleared: Clearance,
): Promise<(name: string) => boolean> {
  if (isCleared('restricted')) return () => false;
  const isSensitive = await readSensitivity(api, objectType, names);
  return (name) => isPrivate(name) || isSensitive(name);
}

/** The class of a property's values, where it is masked for the caller. */
export function maskedAs(
  { name, sensitive = false }: { name: string; sensitive?: boolean | undefined },
  isCleared: (data: 'confidential' | 'restricted') => boolean,
): string | undefined {
  const data = sensitive || isPrivate(name) ? 'restricted' : isPersonal(name) ? 'confidential' : undefined;
  return data === undefined || isCleared(data) ? undefined : data;
}

/** Refuses to find and sort records by what is masked for the caller: one question after the other would tell it. Whether there is a value may be asked. */
export async function checkMasked(
  api: Hubspot,
  objectType: string,
  isCleared: Clearance,
  { searched = [], filters = [], sort, id_property: key }: Asked,
): Promise<void> {
  const compared = filters.filter(({ operator }) => operator !== 'HAS_PROPERTY' && operator !== 'NOT_HAS_PROPERTY');
  const asked = [
    ...searched.map((property) => ({ argument: 'query', property })),
    ...compared.map(({ property }) => ({ argument: 'filter_groups', property })),
    ...(sort === undefined ? [] : [{ argument: 'sort', property: sort.replace(/^-/, '') }]),
    ...(key === undefined ? [] : [{ argument: 'id_property', property: key }]),
  ];
  const names = asked.map(({ property }) => property);
  const isMasked = await readMasked(api, objectType, names, isCleared);
  const refused = asked.find(({ property }) => isMasked(property));
  if (refused === undefined) return;
  const { argument, property } = refused;
  throw wrongInput(
    argument,
    `goes by ${property}, which is masked for your role: only whether there is a value may be asked, by a filter with HAS_PROPERTY`,
    'Ask by other properties, or ask who runs this server for a role that may see it.',
  );
}
