import { orNothing } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { readCustomTypes } from './custom-type.ts';
import { standardTypes } from './object-type.ts';

/** A type by the name that a tool takes it by. */
interface TypeLabel {
  name: string;
  label: string;
}

/** The portal's own types, as far as the key may list them, then HubSpot's: no list tells which of those a portal has. */
export async function readTypeLabels(api: Hubspot): Promise<TypeLabel[]> {
  const own = (await orNothing(readCustomTypes(api), 'forbidden')) ?? [];
  const standard = Object.keys(standardTypes).map((name) => ({ name, label: name.replaceAll('_', ' ') }));
  return [...own.map(({ qualified_name: name, label }) => ({ name, label })), ...standard];
}
