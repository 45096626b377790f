import { DatabaseError } from '../../schema/database-error.ts';
import { findTable, projectTables } from '../../schema/project-schema.ts';
import { keyOf, type TableDefinition } from '../../schema/table-definition.ts';
import type { EmbedItem } from '../grammar/select-parameter.ts';

/** A table whose key is made of two others': it joins each row of the one with any number of the other. */
export interface Junction {
  readonly table: TableDefinition;
  readonly localColumn: string;
  readonly targetColumn: string;
}

/** How the rows of one table belong to those of another: by a foreign key on either side, or over a junction. */
export interface Relationship {
  readonly kind: 'children' | 'many' | 'parent';
  readonly target: TableDefinition;
  readonly localColumn: string;
  readonly targetColumn: string;
  /** The foreign key's name; of a junction the table's. */
  readonly constraint: string;
  readonly junction?: Junction;
}

const constraintName = (table: string, column: string): string => `${table}_${column}_fkey`;

const parentsOf = (table: TableDefinition): Relationship[] =>
  table.columns.flatMap(({ name, references }): Relationship[] => {
    const target = references === undefined ? undefined : findTable(references);
    if (target === undefined) return [];
    const constraint = constraintName(table.name, name);
    return [{ kind: 'parent', target, localColumn: name, targetColumn: 'id', constraint }];
  });

const childrenOf = (table: TableDefinition): Relationship[] =>
  projectTables.flatMap((target) =>
    target.columns
      .filter(({ references }) => references === table.name)
      .map(({ name }) => ({
        kind: 'children',
        target,
        localColumn: 'id',
        targetColumn: name,
        constraint: constraintName(target.name, name),
      })),
  );

/** Only what is in the primary key of a table makes it a junction. */
const manyOf = (table: TableDefinition): Relationship[] =>
  projectTables.flatMap((middle) => {
    const ends = parentsOf(middle).filter(({ localColumn }) => keyOf(middle).includes(localColumn));
    const own = ends.filter(({ target }) => target === table);
    return own.flatMap((local) =>
      ends
        .filter((end) => end !== local)
        .map((end): Relationship => {
          const junction = { table: middle, localColumn: local.localColumn, targetColumn: end.localColumn };
          const { target } = end;
          return { kind: 'many', target, localColumn: 'id', targetColumn: 'id', constraint: middle.name, junction };
        }),
    );
  });

/** A target is named by its table, its foreign key's constraint, or the column that refers to it. */
const isNamed = ({ constraint, kind, localColumn, target }: Relationship, name: string): boolean =>
  target.name === name || (kind !== 'many' && constraint === name) || (kind === 'parent' && localColumn === name);

const isHinted = ({ constraint, kind, localColumn, targetColumn }: Relationship, hint: string): boolean =>
  constraint === hint || (kind !== 'many' && [localColumn, targetColumn].includes(hint));

const explain = (table: TableDefinition, { constraint, junction, kind, target, ...columns }: Relationship) => {
  const { localColumn, targetColumn } = columns;
  const using = `using ${table.name}(${localColumn}) and ${target.name}(${targetColumn})`;
  const embedding = `${table.name} with ${target.name}`;
  if (kind === 'parent') return { cardinality: 'many-to-one', embedding, relationship: `${constraint} ${using}` };
  if (junction === undefined) return { cardinality: 'one-to-many', embedding, relationship: `${constraint} ${using}` };
  const [local, other] = [junction.localColumn, junction.targetColumn].map(
    (name) => `${constraintName(junction.table.name, name)}(${name})`,
  );
  return { cardinality: 'many-to-many', embedding, relationship: `${constraint} using ${local} and ${other}` };
};

const ambiguous = (table: TableDefinition, target: string, found: readonly Relationship[]): DatabaseError => {
  const ways = found.map((one) => `'${one.target.name}!${one.constraint}'`).join(', ');
  return new DatabaseError(
    'PGRST201',
    `Could not embed because more than one relationship was found for '${table.name}' and '${target}'`,
    {
      details: found.map((one) => explain(table, one)),
      hint: `Try changing '${target}' to one of the following: ${ways}. Find the desired relationship in the 'details' key.`,
      status: 300,
    },
  );
};

const missing = (table: TableDefinition, { hint, target }: EmbedItem): DatabaseError => {
  const using = hint === undefined ? '' : ` using the hint '${hint}'`;
  const searched = `Searched for a foreign key relationship between '${table.name}' and '${target}'${using}`;
  return new DatabaseError(
    'PGRST200',
    `Could not find a relationship between '${table.name}' and '${target}' in the schema cache`,
    { details: `${searched} in the schema 'public', but no matches were found.`, status: 400 },
  );
};

/** Finds the relationship of an embedded item; PostgREST's error if there is none, or more than one. */
export const findRelationship = (table: TableDefinition, item: EmbedItem): Relationship => {
  const { hint, target } = item;
  const found = [...parentsOf(table), ...childrenOf(table), ...manyOf(table)].filter(
    (relationship) => isNamed(relationship, target) && (hint === undefined || isHinted(relationship, hint)),
  );
  const [first, ...others] = found;
  if (first === undefined) throw missing(table, item);
  if (others.length > 0) throw ambiguous(table, target, found);
  return first;
};
