import type { UpstreamOptions } from '@bizmcp/core';

type Explanation = NonNullable<ReturnType<NonNullable<UpstreamOptions['explain']>>>;

/** What an error of PostgreSQL says, as far as it is read. */
export interface Words {
  message: string;
  details: string;
  hint: string;
}

const identifier = /^[A-Za-z_][\w$.!-]{0,126}$/;

/** Names in quotes, in the order in which they stand; nothing else of a text is let through. */
export function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/["']([^"']{1,130})["']/g)].map((match) => match[1] ?? '');
  const called = [...text.matchAll(/\b(?:function|column|table|relation) ([A-Za-z_][\w.]{0,126})/g)].map(
    (match) => match[1] ?? '',
  );
  const names = quoted.length > 0 ? quoted : called;
  return names.filter((name) => identifier.test(name)).map((name) => name.replace(/^public\./, ''));
}

type Reader = (words: Words) => Explanation;

/** By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: Record<string, Reader> = {
  '42501': ({ message }) => ({ message: deniedSentence(message), code: 'forbidden' }),
  '23505': ({ message, details }) => {
    const columns = keyColumns(details);
    return {
      message: `a row with this ${columns ?? 'unique value'} exists already (${namesIn(message)[0] ?? 'unique constraint'}); change that one with update_record, or set upsert with on_conflict`,
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
          message: `${columns ?? 'a column'} names no row of ${table}; look it up there first`,
          code: 'invalid_input',
          ...fieldsOf(columns, `no such row of ${table}`),
        };
  },
  '23502': ({ message }) => missingValue(namesIn(message)[0]),
  '23514': ({ message }) => ({
    message: `the check ${namesIn(message).at(-1) ?? ''} of the table does not hold for these values`,
    code: 'invalid_input',
  }),
  '22P02': ({ message }) => {
    const type = /for (?:input value for )?(?:type|enum) ([\w ]{1,60})/.exec(message)?.[1]?.trim();
    return {
      message: `a value is not of the type${type ? ` ${type}` : ''} of its column; describe_tables has types and options`,
      code: 'invalid_input',
    };
  },
  '22001': () => ({ message: 'a text is longer than its column takes', code: 'invalid_input' }),
  '22003': () => ({ message: 'a number is out of the range of its column', code: 'invalid_input' }),
  '22007': () => ({ message: 'a date or time is not written as such; give ISO 8601', code: 'invalid_input' }),
  '22008': () => ({ message: 'there is no such date or time', code: 'invalid_input' }),
  '42703': ({ message, hint }) => unknownColumn(message, hint),
  '42P01': ({ message }) => ({
    message: `no table ${namesIn(message)[0] ?? 'of that name'}; see describe_tables`,
    code: 'not_found',
  }),
  '42883': () => ({
    message: 'no such function or operator for these types; describe_tables has the types',
    code: 'invalid_input',
  }),
  '42804': () => ({ message: 'a value has another type than its column', code: 'invalid_input' }),
  '428C9': ({ message }) => ({
    message: `${namesIn(message)[0] ?? 'a column'} is set by the database and cannot be written`,
    code: 'invalid_input',
  }),
  '42P10': () => ({ message: 'on_conflict names no unique key of the table', code: 'invalid_input' }),
  '21000': () => ({ message: 'two rows of data have the same key', code: 'invalid_input' }),
  '57014': () => ({
    message: 'the statement took longer than the database allows; narrow the filters, or count: planned',
    code: 'timeout',
    retry: false,
  }),
  P0001: ({ message }) => raised(message),
  P0002: ({ message }) => ({ ...raised(message), code: 'not_found' }),
  '25006': () => ({ message: 'the function writes, which it may not in a read', code: 'invalid_input' }),
  '40001': () => ({ message: 'another change came in between', code: 'conflict' }),
  '40P01': () => ({ message: 'two changes waited for each other', code: 'conflict' }),
};

/** Says what a state of PostgreSQL means, with the names of columns, tables and constraints. */
export function explainState(state: string, words: Words): Explanation | undefined {
  return states[state]?.(words);
}

/** What a function or trigger of the project says on purpose; its author wrote it, and values of rows may stand in it. */
function raised(message: string): Explanation {
  const said = message.replaceAll('"', "'").slice(0, 200);
  return {
    message: `a function or trigger of the database stopped it, in its words: "${said}"`,
    code: 'invalid_input',
  };
}

function deniedSentence(message: string): string {
  const [table] = namesIn(message).slice(-1);
  if (/row-level security/.test(message))
    return `row level security of ${table ?? 'the table'} does not let these credentials write such a row; check whose it would be`;
  const denied = /permission denied for (?:table|view|relation|function|schema|sequence) ([\w.]{1,126})/.exec(
    message,
  )?.[1];
  return `the role of these credentials has no right on ${denied ?? table ?? 'this'}; act as another user, or ask an administrator for a grant`;
}

function missingValue(column: string | undefined): Explanation {
  return {
    message: `${column ?? 'a column'} needs a value`,
    code: 'invalid_input',
    ...fieldsOf(column, 'needs a value'),
  };
}

function unknownColumn(message: string, hint: string): Explanation {
  const column = /column "?([\w.]{1,126})"? (?:of|does)/.exec(message)?.[1];
  const near = namesIn(hint)[0];
  const help = near ? `there is ${near}` : 'see describe_tables';
  return {
    message: `no column ${column ?? 'of that name'}; ${help}`,
    code: 'invalid_input',
    ...fieldsOf(column, `no such column; ${help}`),
  };
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

function fieldsOf(path: string | undefined, problem: string): Pick<Explanation, 'fields'> {
  return path === undefined ? {} : { fields: [{ path, problem }] };
}
