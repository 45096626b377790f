import { type ColumnType, parseLiteral, toText } from '../../schema/column-type.ts';
import { DatabaseError } from '../../schema/database-error.ts';
import type { JsonObject, JsonValue, Row } from '../../schema/json-value.ts';
import { outputName } from '../grammar/field-path.ts';
import type { SelectItem } from '../grammar/select-parameter.ts';
import type { CompiledEmbed } from './compile-node.ts';
import { isCount } from './count-item.ts';
import { findOperand } from './operand.ts';
import type { QueryNode } from './query-node.ts';

/** Adds what one item selects. */
type Write = (row: Row, output: Record<string, JsonValue>) => void;

const castNames: Readonly<Record<string, ColumnType>> = {
  bigint: 'bigint',
  bool: 'boolean',
  boolean: 'boolean',
  'double precision': 'double precision',
  float8: 'double precision',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  integer: 'integer',
  json: 'jsonb',
  jsonb: 'jsonb',
  text: 'text',
  timestamptz: 'timestamp with time zone',
  uuid: 'uuid',
  varchar: 'text',
};

const castTo = (name: string): ColumnType => {
  const type = Object.hasOwn(castNames, name) ? castNames[name] : undefined;
  if (type === undefined) throw new DatabaseError('42704', `type "${name}" does not exist`);
  return type;
};

const writeField = (node: QueryNode, item: Extract<SelectItem, { kind: 'field' }>): Write => {
  const { read, type } = findOperand(node.table, item.field, node.alias);
  const name = item.alias ?? outputName(item.field);
  if (item.cast === undefined) {
    return (row, output) => {
      output[name] = read(row);
    };
  }
  const target = castTo(item.cast);
  return (row, output) => {
    const value = read(row);
    output[name] = value === null ? null : parseLiteral(target, toText(type, value));
  };
};

const writeEmbed = ({ embed, inner, related }: CompiledEmbed): Write => {
  const { item, node, relationship } = embed;
  const { summarize } = inner;
  const show = (rows: readonly Row[]): readonly JsonObject[] => {
    if (summarize !== undefined) return [summarize(rows)];
    const end = node.limit === undefined ? undefined : node.offset + node.limit;
    return inner.sort(rows).slice(node.offset, end).map(inner.project);
  };
  return (row, output) => {
    const shown = show(related(row));
    output[item.alias ?? item.target] = relationship.kind === 'parent' ? (shown[0] ?? null) : [...shown];
  };
};

/** A spread parent's fields are the row's own; without a parent they are null. */
const writeSpread =
  ({ inner, related }: CompiledEmbed): Write =>
  (row, output) => {
    const parent = related(row)[0];
    const fields = inner.project(parent ?? {});
    for (const [name, value] of Object.entries(fields)) output[name] = parent === undefined ? null : value;
  };

const writeAll =
  ({ table }: QueryNode): Write =>
  (row, output) => {
    for (const { name } of table.columns) output[name] = row[name] ?? null;
  };

const compileItem = (node: QueryNode, item: SelectItem, embeds: readonly CompiledEmbed[]): Write | undefined => {
  if (item.kind === 'all') return writeAll(node);
  if (isCount(node.table, item)) return undefined;
  if (item.kind === 'field') return writeField(node, item);
  const embed = embeds.find((candidate) => candidate.embed.item === item);
  // An embed without items only filters.
  if (embed === undefined || embed.embed.item.items.length === 0) return undefined;
  return embed.embed.item.isSpread ? writeSpread(embed) : writeEmbed(embed);
};

/** Makes the function that gives a row the shape that `select` asks for. */
export const compileProjection = (node: QueryNode, embeds: readonly CompiledEmbed[]): ((row: Row) => JsonObject) => {
  const writes = node.items.map((item) => compileItem(node, item, embeds)).filter((write) => write !== undefined);
  return (row) => {
    const output: Record<string, JsonValue> = {};
    for (const write of writes) write(row, output);
    return output;
  };
};
