import type { FieldType, FieldValue } from '../field-definition.ts';
import type { OrgRecord } from '../object-definition.ts';
import { findRecord, type OrgState, objectNameOf } from '../org-state.ts';
import { type ResolvedPath, readPath } from './field-reader.ts';

/** A record, or a list of child records, as it goes over the wire. */
export type WireRecord = { [name: string]: unknown };

/** Times are written with a zone without a colon: `2026-11-21T08:00:00.000+0000`. */
export const wireValue = (type: FieldType, value: FieldValue): FieldValue =>
  type === 'datetime' && typeof value === 'string' ? value.replace('Z', '+0000') : value;

/** What says which record this is. */
export const attributesOf = (record: OrgRecord, version: string) => {
  const type = objectNameOf(record);
  return { type, url: `/services/data/${version}/sobjects/${type}/${String(record.Id)}` };
};

const isWire = (value: unknown): value is WireRecord => typeof value === 'object' && value !== null;

/** Puts a parent's field where it belongs: the parents on the way become records of their own. */
const placeParentField = (
  state: OrgState,
  wire: WireRecord,
  record: OrgRecord,
  path: ResolvedPath,
  version: string,
): void => {
  let place = wire;
  let current: OrgRecord | undefined = record;
  for (const [index, step] of path.steps.entries()) {
    const name = path.names[index] ?? '';
    current = findRecord(state, current[step.name]);
    if (current === undefined) {
      place[name] = null;
      return;
    }
    const known = place[name];
    const parent: WireRecord = isWire(known) ? known : { attributes: attributesOf(current, version) };
    place[name] = parent;
    place = parent;
  }
  place[path.field.name] = wireValue(path.field.type, readPath(state, record, path));
};

/** Writes the chosen fields of a record. */
export const renderRecord = (
  state: OrgState,
  record: OrgRecord,
  paths: readonly ResolvedPath[],
  version: string,
): WireRecord => {
  const wire: WireRecord = { attributes: attributesOf(record, version) };
  for (const path of paths) {
    if (path.alias !== undefined) wire[path.alias] = wireValue(path.field.type, readPath(state, record, path));
    else if (path.steps.length > 0) placeParentField(state, wire, record, path, version);
    else wire[path.field.name] = wireValue(path.field.type, record[path.field.name] ?? null);
  }
  return wire;
};
