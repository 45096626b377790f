import type { Explanation } from '@bizmcp/core';
import { fieldsOf, invalid, namesIn, type Reader } from './error-words.ts';

/** What a constraint of the database refuses, by SQLSTATE. */
export const constraintStates: Record<string, Reader> = {
  '23505': ({ message, details }) => {
    const [constraint = ''] = namesIn(message);
    const columns = keyColumns(details) ?? (constraint.endsWith('_pkey') ? 'primary key' : undefined);
    return {
      message: `a row with this ${columns ?? 'unique value'} exists already (${namesIn(message)[0] ?? 'unique constraint'}). Where query_table finds it, change it with update_record, or set upsert with on_conflict; where not, these credentials may not see it: take another value`,
      code: 'conflict',
      ...fieldsOf(columns, 'exists already'),
    };
  },
  '23503': ({ message, details }) => {
    const columns = keyColumns(details) ?? constrainedColumn(namesIn(message));
    const table = namesIn(details).at(-1) ?? namesIn(message).at(-1) ?? 'the other table';
    return /still referenced/.test(details)
      ? { message: `rows of ${table} still refer to it; change or delete those first`, code: 'conflict' }
      : {
          ...invalid(`${columns ?? 'a column'} names no row of ${table}; look it up there first`),
          ...fieldsOf(columns, `no such row of ${table}`),
        };
  },
  '23502': ({ message }) => missingValue(namesIn(message)[0]),
  '23514': ({ message }) => invalid(brokenCheck(message)),
  '23P01': () => ({ message: 'it collides with a row that is there (exclusion constraint)', code: 'conflict' }),
};

function brokenCheck(message: string): string {
  const [table = '', check = table] = namesIn(message);
  if (message.startsWith('no partition')) return `no partition of ${table} takes such a row`;
  const domain = /^value for domain ([\w.]{1,126})/.exec(message)?.[1];
  if (domain !== undefined) return `the check ${check} of the type ${domain} does not hold for a value`;
  const column = check.startsWith(`${table}_`) && check.endsWith('_check') && check.slice(table.length + 1, -6);
  const look = column ? `; see with query_table which values of ${column} there are` : '';
  return `the check ${check} of the table does not hold for these values${look}`;
}

function missingValue(column: string | undefined): Explanation {
  return { ...invalid(`${column ?? 'a column'} needs a value`), ...fieldsOf(column, 'needs a value') };
}

/** `Key (email)=(a@b.example) already exists.`: the columns alone. */
function keyColumns(details: string): string | undefined {
  const columns = /^Key \(([\w, "]{1,200})\)=/.exec(details)?.[1];
  return columns?.replaceAll('"', '');
}

/** Who may not read a column is not told its name in the details; constraints that nobody named have it in theirs. */
function constrainedColumn([table = '', constraint = '']: readonly string[]): string | undefined {
  return constraint.startsWith(`${table}_`) && constraint.endsWith('_fkey')
    ? constraint.slice(table.length + 1, -'_fkey'.length)
    : undefined;
}
