import { DatabaseError } from '../../schema/database-error.ts';
import { findTable, projectTables } from '../../schema/project-schema.ts';
import type { TableDefinition } from '../../schema/table-definition.ts';
import type { EmbedItem } from '../grammar/select-parameter.ts';

/** How the rows of one table belong to those of another, by a foreign key on either side. */
export interface Relationship {
  readonly kind: 'children' | 'parent';
  readonly target: TableDefinition;
  readonly localColumn: string;
  readonly targetColumn: string;
  readonly constraint: string;
}

const constraintName = (table: string, column: string): string => `${table}_${column}_fkey`;

const parentsOf = (table: TableDefinition): Relationship[] =>
  table.columns.flatMap(({ name, references }) => {
    const target = references === undefined ? undefined : findTable(references);
    if (target === undefined) return [];
    return [
      { kind: 'parent', target, localColumn: name, targetColumn: 'id', constraint: constraintName(table.name, name) },
    ];
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

/** A target is named by its table, its foreign key's constraint, or the column that refers to it. */
const isNamed = (relationship: Relationship, name: string): boolean =>
  relationship.target.name === name ||
  relationship.constraint === name ||
  (relationship.kind === 'parent' && relationship.localColumn === name);

const isHinted = ({ constraint, localColumn, targetColumn }: Relationship, hint: string): boolean =>
  [constraint, localColumn, targetColumn].includes(hint);

/** Finds the relationship of an embedded item; PostgREST's error if there is none. */
export const findRelationship = (table: TableDefinition, { hint, target }: EmbedItem): Relationship => {
  const found = [...parentsOf(table), ...childrenOf(table)].find(
    (relationship) => isNamed(relationship, target) && (hint === undefined || isHinted(relationship, hint)),
  );
  if (found !== undefined) return found;
  const using = hint === undefined ? '' : ` using the hint '${hint}'`;
  const searched = `Searched for a foreign key relationship between '${table.name}' and '${target}'${using}`;
  throw new DatabaseError(
    'PGRST200',
    `Could not find a relationship between '${table.name}' and '${target}' in the schema cache`,
    { details: `${searched} in the schema 'public', but no matches were found.`, status: 400 },
  );
};
