import { DatabaseError } from '../../schema/database-error.ts';
import { keyOf, type TableDefinition } from '../../schema/table-definition.ts';

const others = new Set(['apikey', 'columns', 'limit', 'offset', 'on_conflict', 'order', 'select']);

/** The primary key that the address of a PUT names, which has to be all that it names. */
export const readPutKey = (
  table: TableDefinition,
  query: URLSearchParams,
): ReadonlyArray<readonly [name: string, value: string]> => {
  const named = [...query].filter(([name]) => !others.has(name));
  const names = named.map(([name]) => name).toSorted();
  const isKey = names.join() === keyOf(table).toSorted().join() && named.every(([, value]) => value.startsWith('eq.'));
  if (!isKey) {
    throw new DatabaseError('PGRST105', "Filters must include all and only primary key columns with 'eq' operators", {
      status: 405,
    });
  }
  if (query.has('limit') || query.has('offset')) {
    throw new DatabaseError('PGRST114', 'limit/offset querystring parameters are not allowed for PUT', { status: 400 });
  }
  return named.map(([name, value]) => [name, value.slice('eq.'.length)]);
};

export const putElsewhere = (): DatabaseError =>
  new DatabaseError('PGRST115', 'Payload values do not match URL in primary key column(s)', { status: 400 });
