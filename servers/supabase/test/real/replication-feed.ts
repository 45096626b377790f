import { setTimeout as delay } from 'node:timers/promises';
import { LogicalReplicationService, PgoutputPlugin } from 'pg-logical-replication';
import * as z from 'zod';
import { createProjectKeys } from '../../simulator/auth/project-keys.ts';
import { createRealtimeHub, type RealtimeHub } from '../../simulator/realtime/realtime-hub.ts';
import { parseLiteral } from '../../simulator/schema/column-type.ts';
import type { JsonValue, Row } from '../../simulator/schema/json-value.ts';
import { findTable } from '../../simulator/schema/project-schema.ts';
import type { RowChange } from '../../simulator/schema/project-state.ts';
import type { Session } from '../../simulator/schema/session.ts';
import { keyOf } from '../../simulator/schema/table-definition.ts';
import type { RealProject } from './real-project.ts';

const slot = 'supabase_realtime_slot';
const publication = 'supabase_realtime';

const RelationColumn = z.looseObject({ name: z.string(), parser: z.unknown() });
const Tuple = z.record(z.string(), z.string().nullish());
const Message = z.discriminatedUnion('tag', [
  z.object({ tag: z.literal('begin'), commitTime: z.bigint(), xid: z.number() }),
  z.object({ tag: z.literal('relation'), columns: z.array(RelationColumn) }),
  z.object({ tag: z.literal('insert'), relation: z.object({ name: z.string() }), new: Tuple }),
  z.object({ tag: z.literal('update'), relation: z.object({ name: z.string() }), new: Tuple, key: Tuple.nullable() }),
  z.object({ tag: z.literal('delete'), relation: z.object({ name: z.string() }), key: Tuple.nullable() }),
  z.object({ tag: z.literal('commit') }),
]);

/** Values come as PostgreSQL's text, so that no driver's idea of a timestamp comes in between. */
const keepText = (columns: unknown): void => {
  if (!Array.isArray(columns)) return;
  for (const column of columns) Reflect.set(column, 'parser', (raw: unknown) => raw);
};

const toRow = (table: string, tuple: Readonly<Record<string, string | null | undefined>>): Row => {
  const fields = (findTable(table)?.columns ?? []).flatMap(({ name, type }): Array<[string, JsonValue]> => {
    const text = tuple[name];
    if (text === undefined) return [];
    return [[name, text === null ? null : parseLiteral(type, text)]];
  });
  return Object.fromEntries(fields);
};

const toChange = (message: z.infer<typeof Message>, committedAt: number): RowChange | undefined => {
  if (message.tag === 'insert') {
    const table = message.relation.name;
    return { table, type: 'INSERT', record: toRow(table, message.new), oldRecord: null, committedAt };
  }
  if (message.tag === 'update') {
    const table = message.relation.name;
    const record = toRow(table, message.new);
    // The key is in the log only when it has changed.
    return { table, type: 'UPDATE', record, oldRecord: toRow(table, message.key ?? message.new), committedAt };
  }
  if (message.tag !== 'delete') return undefined;
  const table = message.relation.name;
  return { table, type: 'DELETE', record: null, oldRecord: toRow(table, message.key ?? {}), committedAt };
};

const keysOf = (name: string): readonly string[] => {
  const table = findTable(name);
  return table === undefined ? ['id'] : keyOf(table);
};

/** PostgreSQL's own row level security decides who may see a row, asked as PostgREST asks it. */
const createReader = async (real: RealProject) => {
  const client = real.client();
  await client.connect();
  const ask = async ({ claims, role }: Session, { record, table }: RowChange): Promise<boolean> => {
    await client.query('begin');
    try {
      await client.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
        role,
        JSON.stringify(claims),
      ]);
      const names = keysOf(table);
      const where = names.map((name, index) => `${name} = $${index + 1}`).join(' and ');
      const values = names.map((name) => record?.[name]);
      const { rowCount } = await client.query(`select 1 from public.${table} where ${where}`, values);
      return rowCount === 1;
    } catch (error) {
      // Without the privilege to select, Realtime tells of a change without its row.
      if (error instanceof Error && 'code' in error && error.code === '42501') return true;
      throw error;
    } finally {
      await client.query('rollback');
    }
  };
  // One after the other: they share a connection, whose role is that of whoever asks.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (question: () => Promise<boolean>): Promise<boolean> => {
    const answer = last.then(question);
    last = answer.catch(() => {});
    return answer;
  };
  const canRead = (session: Session, change: RowChange) => inTurn(() => ask(session, change));
  const isVisible = (transaction: number) =>
    inTurn(async () => {
      const { rows } = await client.query('select pg_visible_in_snapshot($1::text::xid8, pg_current_snapshot()) seen', [
        transaction,
      ]);
      return rows[0]?.seen === true;
    });
  return { canRead, isVisible, end: () => client.end() };
};

/** Hands changes on in order, each once its commit is seen: the log may tell of it before other sessions see what it did. */
const createTeller = ({ isVisible }: Awaited<ReturnType<typeof createReader>>, hub: RealtimeHub) => {
  let told = Promise.resolve();
  const publish = async (change: RowChange, transaction: number): Promise<void> => {
    while (!(await isVisible(transaction))) await delay(2);
    hub.publish([change]);
  };
  return {
    tell(change: RowChange, transaction: number) {
      told = told.then(() => publish(change, transaction)).catch(() => {});
    },
    done: () => told,
  };
};

/** Realtime over the write-ahead log of a real database. */
export interface ReplicationFeed {
  readonly hub: RealtimeHub;
  stop(): Promise<void>;
}

export const startReplicationFeed = async (real: RealProject): Promise<ReplicationFeed> => {
  const reader = await createReader(real);
  const setup = real.client();
  await setup.connect();
  await setup.query(`create publication ${publication} for tables in schema public`);
  await setup.query('select pg_create_logical_replication_slot($1, $2)', [slot, 'pgoutput']);
  await setup.end();
  const hub = createRealtimeHub({ keys: createProjectKeys(), now: Date.now, canRead: reader.canRead });
  const connection = { host: '127.0.0.1', port: real.databasePort, user: 'postgres', password: 'postgres' };
  const service = new LogicalReplicationService({ ...connection, database: 'postgres' });
  let committedAt = Date.now();
  let transaction = 0;
  const teller = createTeller(reader, hub);
  service.on('data', (_lsn: string, log: unknown) => {
    if (typeof log === 'object' && log !== null && 'columns' in log) keepText(log.columns);
    const message = Message.safeParse(log).data;
    if (message?.tag === 'begin') {
      committedAt = Number(message.commitTime / 1000n);
      transaction = message.xid;
    }
    const change = message === undefined ? undefined : toChange(message, committedAt);
    if (change !== undefined) teller.tell(change, transaction);
  });
  service.on('error', () => {});
  const started = new Promise<void>((resolve) => {
    service.on('start', () => resolve());
  });
  const running = service.subscribe(new PgoutputPlugin({ protoVersion: 1, publicationNames: [publication] }), slot);
  running.catch(() => {});
  await started;
  return {
    hub,
    stop: async () => {
      await service.destroy();
      await teller.done();
      await reader.end();
    },
  };
};
