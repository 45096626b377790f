import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { rememberSecret } from '../masking/known-secrets.ts';
import { deleteScript, giveBackScript, putScript, takeScript } from './redis-scripts.ts';
import { bucketKey, bucketLifetime, slotMilliseconds } from './sliding-window.ts';
import type { StateEngine, StateRecord } from './state.ts';

const TakeReply = z.tuple([z.literal([0, 1]), z.number()]);
const answerMilliseconds = 5000;

/** A state on a Redis server, or on what speaks its protocol and runs its scripts. */
export async function openRedisEngine(url: string): Promise<StateEngine> {
  const connection = await connect(url);
  const { redis, explained } = connection;
  const run = (script: string, keys: string[], ...values: (string | number)[]) =>
    explained(redis.eval(script, keys.length, ...keys, ...values));
  return {
    async take(bucket, limit) {
      const { calls, perSeconds, reserve = 0 } = limit;
      const numbers = [calls, perSeconds * 1000, slotMilliseconds(limit), reserve, bucketLifetime(limit)];
      const reply = await run(takeScript, [bucketName(bucketKey(bucket, limit))], ...numbers);
      const [granted, value] = TakeReply.parse(reply);
      return granted === 1 ? { granted: true, slot: value } : { granted: false, waitMilliseconds: value };
    },
    async giveBack(bucket, limit, slot) {
      await run(giveBackScript, [bucketName(bucketKey(bucket, limit))], slot);
    },
    get: (space, id) => find(connection, space, id),
    async put(space, id, value, { ttlMilliseconds, ifVersion } = {}) {
      const version = randomUUID();
      const condition = ifVersion === undefined ? 'any' : ifVersion === null ? 'absent' : 'is';
      const lifetime = ttlMilliseconds === undefined ? '' : Math.ceil(ttlMilliseconds);
      const keys = [recordName(space, id), indexName(space)];
      const done = await run(putScript, keys, id, value, version, lifetime, condition, ifVersion ?? '');
      return done === 1 ? version : undefined;
    },
    async delete(space, id, ifVersion) {
      return (await run(deleteScript, [recordName(space, id), indexName(space)], id, ifVersion ?? '')) === 1;
    },
    async list(space) {
      const ids = await explained(redis.zrange(indexName(space), '0', '-1'));
      const records = await Promise.all(ids.sort().map((id) => find(connection, space, id)));
      return records.filter((record) => record !== undefined);
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** A connection that finds back by itself; `explained` gives a command that fails the reason why there is none meanwhile. */
async function connect(url: string) {
  rememberSecret(decodeURIComponent(new URL(url).password));
  const { default: ioredis } = await import('ioredis');
  const redis = new ioredis.Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: answerMilliseconds,
    commandTimeout: answerMilliseconds,
    // Of a connection that a firewall has forgotten comes no end: it is replaced by another.
    socketTimeout: answerMilliseconds,
  });
  let reason: Error | undefined;
  redis.on('error', (error) => {
    reason = error;
  });
  redis.on('ready', () => {
    reason = undefined;
  });
  const explained = <Reply>(answer: Promise<Reply>) =>
    answer.catch((error: unknown): never => {
      throw reason ?? error;
    });
  await explained(redis.connect()).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  return { redis, explained };
}

async function find(
  { redis, explained }: Awaited<ReturnType<typeof connect>>,
  space: string,
  id: string,
): Promise<StateRecord | undefined> {
  const [value, version] = await explained(redis.hmget(recordName(space, id), 'value', 'version'));
  return typeof value === 'string' && typeof version === 'string' ? { id, value, version } : undefined;
}

// The braces keep a space together on one node of a cluster.
const recordName = (space: string, id: string) => `bizmcp:{${space}}:${id}`;
const indexName = (space: string) => `bizmcp:{${space}}`;
const bucketName = (key: string) => `bizmcp:bucket:${key}`;
