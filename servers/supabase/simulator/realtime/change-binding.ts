import * as z from 'zod';
import { parseFilter } from '../rest/grammar/filter-parameter.ts';
import { type Condition, compileFilter } from '../rest/read/compile-filter.ts';
import { findTable, projectTables } from '../schema/project-schema.ts';
import type { RowChange } from '../schema/project-state.ts';

/** What a channel wants to hear of: https://supabase.com/docs/guides/realtime/postgres-changes */
export const ChangeBinding = z.object({
  event: z.string().default('*'),
  schema: z.string().default('public'),
  table: z.string().optional(),
  filter: z.string().optional(),
});

export type ChangeBinding = z.infer<typeof ChangeBinding>;

const operators = /^(?:not\.)?(?:eq|neq|lt|lte|gt|gte|in)\./;
const mostValues = 100;

/** Says what is wrong with a binding; undefined when nothing is. */
export const bindingProblem = ({ event, filter, schema, table }: ChangeBinding): string | undefined => {
  const given = `[event: ${event}, schema: ${schema}, table: ${table ?? '*'}, filters: [${filter ?? ''}]]`;
  const refused = `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: ${given}`;
  if (!['*', 'INSERT', 'UPDATE', 'DELETE'].includes(event) || (schema !== 'public' && schema !== '*')) return refused;
  if (table !== undefined && table !== '*' && findTable(table) === undefined) return refused;
  if (filter === undefined) return undefined;
  const [column = '', test = ''] = splitFilter(filter);
  const hasColumn = projectTables.some(
    ({ columns, name }) => name === table && columns.some((one) => one.name === column),
  );
  if (!hasColumn) return `invalid column for filter ${column}`;
  if (!operators.test(test)) return `Error parsing \`filter\` params: ["${filter}"]`;
  return test.split(',').length > mostValues ? `too many values for \`in\` filter. Maximum ${mostValues}` : undefined;
};

const splitFilter = (filter: string): readonly [string, string] => {
  const at = filter.indexOf('=');
  return at < 0 ? [filter, ''] : [filter.slice(0, at), filter.slice(at + 1)];
};

const compileBindingFilter = (table: string | undefined, filter: string): Condition => {
  const definition = table === undefined ? undefined : findTable(table);
  if (definition === undefined) return () => true;
  return compileFilter(
    { table: definition, alias: definition.name },
    parseFilter(...splitFilter(filter)),
    () => undefined,
  );
};

/** Makes the test of a binding. Deletions cannot be filtered: what was deleted is known by its key alone. */
export const compileBinding = ({ event, filter, table }: ChangeBinding): ((change: RowChange) => boolean) => {
  const condition = filter === undefined ? undefined : compileBindingFilter(table, filter);
  return (change) => {
    if (event !== '*' && event !== change.type) return false;
    if (table !== undefined && table !== '*' && table !== change.table) return false;
    return condition === undefined || change.record === null || condition(change.record) === true;
  };
};
