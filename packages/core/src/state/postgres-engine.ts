import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import * as z from 'zod';
import { rememberSecret } from '../masking/known-secrets.ts';
import { bucketKey, bucketLifetime, giveBackTo, type Slots, takeFrom } from './sliding-window.ts';
import type { PutOptions, StateEngine } from './state.ts';

const answerMilliseconds = 5000;
/** Few: every process of the fleet has its own. */
const connections = 4;
/** Any number, the same in every process: makes the tables one process at a time. */
const schemaLock = 7_236_041;
const writesPerSweep = 500;

const schema = `
  CREATE TABLE IF NOT EXISTS bizmcp_record (
    space text NOT NULL, id text NOT NULL, value text NOT NULL, version text NOT NULL, expires_at timestamptz NOT NULL,
    PRIMARY KEY (space, id)
  );
  CREATE TABLE IF NOT EXISTS bizmcp_bucket (key text PRIMARY KEY, slots text NOT NULL, expires_at timestamptz NOT NULL);
`;
const expiry = (parameter: string) =>
  `coalesce(clock_timestamp() + ${parameter}::double precision * interval '1 millisecond', 'infinity')`;
const insertRecord = `INSERT INTO bizmcp_record (space, id, value, version, expires_at) VALUES ($1, $2, $3, $4, ${expiry('$5')})`;
const overwrite = 'SET value = excluded.value, version = excluded.version, expires_at = excluded.expires_at';
const putAny = `${insertRecord} ON CONFLICT (space, id) DO UPDATE ${overwrite}`;
const putAbsent = `${putAny} WHERE bizmcp_record.expires_at <= clock_timestamp()`;
const putSame = `UPDATE bizmcp_record SET value = $3, version = $4, expires_at = ${expiry('$5')}
  WHERE space = $1 AND id = $2 AND version = $6 AND expires_at > clock_timestamp()`;

const Row = z.object({ id: z.string(), value: z.string(), version: z.string() });
const SlotsRow = z.object({ slots: z.string(), now: z.coerce.number() });
const SlotList = z.array(z.tuple([z.number(), z.number()]));

/** A state in two tables of a PostgreSQL database, made at the first use. */
export async function openPostgresEngine(url: string): Promise<StateEngine> {
  const pool = await connect(url);
  return {
    take: (bucket, limit) =>
      changeSlots(pool, bucketKey(bucket, limit), bucketLifetime(limit), (slots, now) => {
        const { slots: after, taken } = takeFrom(slots, limit, now);
        return { after, result: taken };
      }),
    giveBack: (bucket, limit, slot) =>
      changeSlots(pool, bucketKey(bucket, limit), bucketLifetime(limit), (slots) => ({
        after: giveBackTo(slots, slot),
        result: undefined,
      })),
    async get(space, id) {
      const found = await pool.query(
        'SELECT id, value, version FROM bizmcp_record WHERE space = $1 AND id = $2 AND expires_at > clock_timestamp()',
        [space, id],
      );
      return found.rows.length > 0 ? Row.parse(found.rows[0]) : undefined;
    },
    put: (space, id, value, options) => put(pool, space, id, value, options),
    async delete(space, id, ifVersion) {
      const removed = await pool.query(
        `DELETE FROM bizmcp_record
         WHERE space = $1 AND id = $2 AND expires_at > clock_timestamp() AND ($3::text IS NULL OR version = $3)`,
        [space, id, ifVersion ?? null],
      );
      return removed.rowCount === 1;
    },
    async list(space) {
      const found = await pool.query(
        'SELECT id, value, version FROM bizmcp_record WHERE space = $1 AND expires_at > clock_timestamp() ORDER BY id',
        [space],
      );
      return z.array(Row).parse(found.rows);
    },
    close: () => pool.end(),
  };
}

async function connect(url: string): Promise<Pool> {
  rememberSecret(decodeURIComponent(new URL(url).password));
  const { Pool } = await import('pg');
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: answerMilliseconds,
    query_timeout: answerMilliseconds,
    allowExitOnIdle: true,
  });
  // A connection that breaks while nobody uses it is replaced; the next query says what is wrong.
  pool.on('error', () => {});
  try {
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [schemaLock]);
      await client.query(schema);
    });
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

let writes = 0;

async function put(pool: Pool, space: string, id: string, value: string, options: PutOptions = {}) {
  const { ttlMilliseconds = null, ifVersion } = options;
  const version = randomUUID();
  const values: unknown[] = [space, id, value, version, ttlMilliseconds];
  const statement = ifVersion === undefined ? putAny : ifVersion === null ? putAbsent : putSame;
  const done = await pool.query(statement, typeof ifVersion === 'string' ? [...values, ifVersion] : values);
  writes += 1;
  if (writes % writesPerSweep === 0) await sweep(pool);
  return done.rowCount === 1 ? version : undefined;
}

async function sweep(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM bizmcp_record WHERE expires_at <= clock_timestamp()');
  await pool.query('DELETE FROM bizmcp_bucket WHERE expires_at <= clock_timestamp()');
}

/** Reads, changes and writes a bucket while its row is locked. */
async function changeSlots<Result>(
  pool: Pool,
  key: string,
  lifetime: number,
  change: (slots: Slots, now: number) => { after: Slots; result: Result },
): Promise<Result> {
  return inTransaction(pool, async (client) => {
    const locked = await client.query(
      `INSERT INTO bizmcp_bucket (key, slots, expires_at) VALUES ($1, '[]', 'infinity')
       ON CONFLICT (key) DO UPDATE SET expires_at = 'infinity' RETURNING slots`,
      [key],
    );
    // Only once the row is ours: a clock read before the wait for it would be an old one.
    const clock = await client.query('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000) AS now');
    const { slots, now } = SlotsRow.parse({ ...locked.rows[0], ...clock.rows[0] });
    const { after, result } = change(SlotList.parse(JSON.parse(slots)), now);
    await client.query(`UPDATE bizmcp_bucket SET slots = $2, expires_at = ${expiry('$3')} WHERE key = $1`, [
      key,
      JSON.stringify(after),
      lifetime,
    ]);
    return result;
  });
}

async function inTransaction<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error('unknown');
    throw error;
  } finally {
    // A connection that failed is thrown away, and its transaction with it.
    client.release(failure);
  }
}
