import { aggregateFunctions, type Operand, printOperand } from '@bizmcp/soql';

import { refuse } from '../error-reply.ts';
import { type FieldType, type FieldValue, isNumeric } from '../field-definition.ts';
import type { OrgRecord } from '../object-definition.ts';
import { compareValues } from './compare-values.ts';
import type { CompiledOperand, CompileOperand } from './compiled-operand.ts';

/** Records that have the grouped fields in common. */
export type Group = readonly OrgRecord[];

/** Says whether an operand is made of many records. */
export const isAggregate = (operand: Operand): boolean =>
  operand.kind === 'call' && aggregateFunctions.has(operand.name);

/** Values without those that are not there: aggregate functions ignore them. */
const presentValues = (inner: CompiledOperand<OrgRecord>, group: Group): FieldValue[] =>
  group.map(inner.read).filter((value) => value !== null);

const extreme = (type: FieldType, values: readonly FieldValue[], sign: number): FieldValue =>
  values.reduce<FieldValue>(
    (best, value) => (best === null || compareValues(type, value, best) * sign > 0 ? value : best),
    null,
  );

const total = (values: readonly FieldValue[]): number => values.reduce<number>((sum, value) => sum + Number(value), 0);

const aggregate = (name: string, type: FieldType, values: readonly FieldValue[]): FieldValue => {
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values.map((value) => String(value).toLowerCase())).size;
    case 'MIN':
      return extreme(type, values, -1);
    case 'MAX':
      return extreme(type, values, 1);
    default:
      if (values.length === 0) return null;
      return name === 'SUM' ? total(values) : total(values) / values.length;
  }
};

const withoutExtremes: ReadonlySet<FieldType> = new Set(['boolean', 'multipicklist', 'textarea']);

const checkAggregate = (name: string, { name: field, type }: CompiledOperand<OrgRecord>): void => {
  const isSum = name === 'SUM' || name === 'AVG';
  const isExtreme = name === 'MIN' || name === 'MAX';
  if ((isSum && !isNumeric(type)) || (isExtreme && withoutExtremes.has(type)))
    throw refuse(400, 'MALFORMED_QUERY', `field ${field} does not support aggregate operator ${name}`);
};

const compileAggregate = (
  operand: Extract<Operand, { kind: 'call' }>,
  ofRecord: CompileOperand<OrgRecord>,
): CompiledOperand<Group> => {
  const [argument] = operand.arguments;
  const { name } = operand;
  if (argument === undefined) return { name, type: 'int', field: undefined, read: (group) => group.length };
  if (isAggregate(argument)) throw refuse(400, 'MALFORMED_QUERY', `${name} of an aggregate`);
  const inner = ofRecord(argument);
  checkAggregate(name, inner);
  const isCount = name.startsWith('COUNT');
  const type = isCount ? 'int' : inner.type;
  return {
    name: printOperand(operand),
    type,
    field: undefined,
    read: (group) => aggregate(name, inner.type, presentValues(inner, group)),
  };
};

const sameText = (left: Operand, right: Operand): boolean =>
  printOperand(left).toLowerCase() === printOperand(right).toLowerCase();

/**
 * Makes what reads an operand of a group: an aggregate function, or one of the grouped fields.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-groupby.html
 */
export const compileGroupOperand =
  (groupBy: readonly Operand[], ofRecord: CompileOperand<OrgRecord>): CompileOperand<Group> =>
  (operand) => {
    if (operand.kind === 'call' && isAggregate(operand)) return compileAggregate(operand, ofRecord);
    if (!groupBy.some((grouped) => sameText(grouped, operand)))
      throw refuse(400, 'MALFORMED_QUERY', `Field must be grouped or aggregated: ${printOperand(operand)}`);
    const inner = ofRecord(operand);
    return {
      ...inner,
      read: ([first]) => (first === undefined ? null : inner.read(first)),
    };
  };

const groupKey = (value: FieldValue): string => (typeof value === 'string' ? value.toLowerCase() : String(value));

/** Sorts records into groups; without grouped fields all are one, even if there is none. */
export const groupRecords = (
  records: readonly OrgRecord[],
  groupBy: readonly CompiledOperand<OrgRecord>[],
): readonly Group[] => {
  if (groupBy.length === 0) return [records];
  const groups = new Map<string, OrgRecord[]>();
  for (const record of records) {
    const key = JSON.stringify(groupBy.map(({ read }) => [typeof read(record), groupKey(read(record))]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups.values()];
};
