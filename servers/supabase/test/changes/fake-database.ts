type Row = Record<string, unknown>;
type Listener = (change: { type: string; table: string; record: Row | null; old: Row | null; at: string }) => void;

const formats = {
  id: { format: 'bigint', description: 'Note:\nThis is a Primary Key.<pk/>' },
  created_at: { format: 'timestamp with time zone' },
  updated_at: { format: 'timestamp with time zone' },
};

/** Tables in memory with PostgREST's face, as far as the reading of missed rows asks for it; it tells whoever listens of its changes. */
export class FakeDatabase {
  readonly tables = new Map<string, { columns: string[]; rows: Map<number, Row> }>();
  readonly listeners = new Set<Listener>();
  /** Answers that come instead of the real one, the next first; a late one after the work was done. */
  readonly refusals: { method: string; status: number; code?: string; asked?: string; isLate?: boolean }[] = [];
  requests = 0;
  #clock = Date.parse('2026-11-21T08:00:00Z');
  #ids = 0;

  createTable(name: string, columns: readonly string[]): this {
    this.tables.set(name, { columns: [...columns], rows: new Map() });
    return this;
  }

  /** Lets time pass in the database. */
  advance(milliseconds: number): void {
    this.#clock += milliseconds;
  }

  rows(table: string): Row[] {
    return [...(this.tables.get(table)?.rows.values() ?? [])];
  }

  insert(table: string, values: Row = {}): number {
    this.#ids += 1;
    const at = this.#now();
    this.#write(
      'INSERT',
      table,
      { id: this.#ids, ...this.#times(table, at, ['created_at', 'updated_at']), ...values },
      at,
    );
    return this.#ids;
  }

  update(table: string, id: number, values: Row): void {
    const at = this.#now();
    const before = this.tables.get(table)?.rows.get(id);
    if (!before) throw new Error(`no row ${id}`);
    this.#write('UPDATE', table, { ...before, ...this.#times(table, at, ['updated_at']), ...values }, at);
  }

  delete(table: string, id: number): void {
    this.tables.get(table)?.rows.delete(id);
    this.#tell({ type: 'DELETE', table, record: null, old: { id }, at: this.#now() });
  }

  /** The network's other end. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.requests += 1;
    const request = new Request(input, init);
    const refused = this.refusals.findIndex(
      ({ method, asked = '' }) => method === request.method && request.url.includes(asked),
    );
    if (refused >= 0) {
      const [{ status, code, isLate } = { status: 500 }] = this.refusals.splice(refused, 1);
      if (isLate) await this.#answer(request.clone());
      return Response.json({ code, message: 'refused' }, { status });
    }
    return this.#answer(request);
  };

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const name = url.pathname.replace('/rest/v1/', '');
    if (name === '') return Response.json({ definitions: this.#definitions() });
    const table = this.tables.get(name);
    if (!table) return Response.json({ code: 'PGRST205', message: 'no such table' }, { status: 404 });
    if (request.method === 'POST') {
      this.#insertOnce(name, JSON.parse(await request.text()), url.searchParams.get('on_conflict'));
      return new Response(null, { status: 201 });
    }
    const asked = (url.searchParams.get('select') ?? '*').split(',');
    if (asked.some((column) => column !== '*' && !table.columns.includes(column)))
      return Response.json({ code: '42703', message: 'no such column' }, { status: 400 });
    return Response.json(select([...table.rows.values()], url.searchParams));
  }

  #insertOnce(table: string, row: Row, unique: string | null): void {
    const isThere = unique !== null && this.rows(table).some((other) => other[unique] === row[unique]);
    if (!isThere) this.insert(table, row);
  }

  #definitions() {
    const describe = (columns: readonly string[]) =>
      Object.fromEntries(
        columns.map((name) => [name, Object.entries(formats).find(([key]) => key === name)?.[1] ?? {}]),
      );
    return Object.fromEntries([...this.tables].map(([name, { columns }]) => [name, { properties: describe(columns) }]));
  }

  #now(): string {
    this.#clock += 1;
    return new Date(this.#clock).toISOString().replace('Z', '+00:00');
  }

  #times(table: string, at: string, names: readonly string[]): Row {
    const columns = this.tables.get(table)?.columns ?? [];
    return Object.fromEntries(names.filter((name) => columns.includes(name)).map((name) => [name, at]));
  }

  #write(type: string, table: string, record: Row, at: string): void {
    this.tables.get(table)?.rows.set(Number(record.id), record);
    this.#tell({ type, table, record, old: type === 'UPDATE' ? { id: record.id } : null, at });
  }

  #tell(change: Parameters<Listener>[0]): void {
    for (const listener of this.listeners) listener(change);
  }
}

function select(rows: readonly Row[], query: URLSearchParams): Row[] {
  const reserved = ['select', 'order', 'limit', 'offset', 'and'];
  const simple = [...query].filter(([name]) => !reserved.includes(name)).map(([name, rest]) => `${name}.${rest}`);
  const and = query.get('and');
  const conditions = [...simple, ...(and ? split(and.slice(1, -1)) : [])];
  const order = (query.get('order') ?? 'id.asc').split(',').map((part) => part.split('.'));
  const compareRows = (left: Row, right: Row) => {
    for (const [column = '', direction] of order) {
      const difference = compare(left[column], right[column]);
      if (difference !== 0) return direction === 'desc' ? -difference : difference;
    }
    return 0;
  };
  const offset = Number(query.get('offset') ?? 0);
  const found = rows.filter((row) => conditions.every((condition) => holds(row, condition))).toSorted(compareRows);
  return found.slice(offset, offset + Number(query.get('limit') ?? 1000));
}

export function holds(row: Row, condition: string): boolean {
  const nested = /^(and|or)\((.*)\)$/s.exec(condition);
  if (nested) {
    const parts = split(nested[2] ?? '');
    return nested[1] === 'or' ? parts.some((part) => holds(row, part)) : parts.every((part) => holds(row, part));
  }
  const [, column = '', operator = '', raw = ''] = /^(\w+)\.(\w+)\.(.*)$/s.exec(condition) ?? [];
  const value = raw.startsWith('"') ? raw.slice(1, -1).replaceAll(/\\(.)/g, '$1') : raw;
  const difference = compare(row[column], value);
  const results: Record<string, boolean> = {
    eq: difference === 0,
    neq: difference !== 0,
    gt: difference > 0,
    gte: difference >= 0,
    lt: difference < 0,
    lte: difference <= 0,
    in: value.slice(1, -1).split(',').includes(String(row[column])),
  };
  return results[operator] ?? false;
}

function compare(left: unknown, right: unknown): number {
  const [a, b] = [comparable(left), comparable(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return String(left).localeCompare(String(right));
}

function comparable(value: unknown): number {
  const text = String(value);
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : text === '' ? Number.NaN : Number(text);
}

function split(text: string): string[] {
  const parts: string[] = [];
  let [depth, isQuoted, part] = [0, false, ''];
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && character === '(') depth += 1;
    if (!isQuoted && character === ')') depth -= 1;
    if (character === ',' && depth === 0 && !isQuoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}
