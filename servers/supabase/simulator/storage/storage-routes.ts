import { randomUUID } from 'node:crypto';
import { type Route, route, type SimulatedReply, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { readToken, signToken } from '../auth/json-web-token.ts';
import type { ProjectKeys } from '../auth/project-keys.ts';
import { deepRoutes } from '../deep-routes.ts';
import type { Bucket, ProjectState, StoredObject } from '../schema/project-state.ts';
import { userIdOf } from '../schema/session.ts';
import { ListRequest, listObjects, objectMetadata } from './list-objects.ts';
import { mayUseObject } from './object-policy.ts';
import { expiredMessage, policyMessage, storageErrors } from './storage-error.ts';
import { type SessionSettings, sessionOf } from './storage-session.ts';
import { readUpload } from './upload-body.ts';

/** What Storage needs of its project. */
export interface StorageSettings extends SessionSettings {
  readonly keys: ProjectKeys;
  /** Bytes; a bucket may allow less. */
  readonly maxFileBytes: number;
}

const requireBucket = (state: ProjectState, id: string): Bucket => {
  const bucket = state.buckets.get(id);
  if (bucket === undefined) throw storageErrors.bucketMissing();
  return bucket;
};

const parseBody = <Body>(schema: z.ZodType<Body>, { body }: SimulatedRequest<never>): Body => {
  const parsed = schema.safeParse(body.kind === 'json' ? body.value : {});
  if (!parsed.success) throw storageErrors.invalidBody(z.prettifyError(parsed.error));
  return parsed.data;
};

/** `bucket/folder/name` apart. */
const splitKey = (key: string): readonly [bucket: string, name: string] => {
  const slash = key.indexOf('/');
  return slash < 0 ? [key, ''] : [key.slice(0, slash), key.slice(slash + 1)];
};

/** The characters that Storage allows in names. */
const isValidName = (name: string): boolean => /^(?:\w|[/!.*'() &$@=;:+,?-])+$/.test(name);

const requireAllowed = (bucket: Bucket, size: number, contentType: string, maxFileBytes: number): void => {
  if (size > Math.min(bucket.fileSizeLimit ?? maxFileBytes, maxFileBytes)) throw storageErrors.tooLarge();
  const type = contentType.split(';')[0]?.trim() ?? contentType;
  const isAllowed = bucket.allowedMimeTypes?.some(
    (allowed) => allowed === type || allowed === `${type.split('/')[0]}/*`,
  );
  if (isAllowed === false) throw storageErrors.wrongType(type);
};

const upload = (
  settings: StorageSettings,
  key: string,
  request: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
): SimulatedReply => {
  const session = sessionOf(settings, request, now);
  const [id, name] = splitKey(key);
  const bucket = requireBucket(state, id);
  if (!isValidName(name)) throw storageErrors.invalidKey(name);
  const { bytes, cacheControl, contentType } = readUpload(request.headers, request.bytes);
  requireAllowed(bucket, bytes.length, contentType, settings.maxFileBytes);
  if (!mayUseObject(session, name)) throw storageErrors.accessDenied(policyMessage);
  const old = state.objects.get(key);
  const isUpsert = request.method === 'PUT' || request.headers.get('x-upsert') === 'true';
  if (old !== undefined && !isUpsert) throw storageErrors.duplicate();
  const object: StoredObject = {
    id: old?.id ?? randomUUID(),
    bucket: id,
    name,
    owner: userIdOf(session),
    contentType,
    cacheControl,
    createdAt: old?.createdAt ?? now,
    updatedAt: now,
    bytes,
  };
  state.objects.set(key, object);
  return { status: 200, body: { Key: key, Id: object.id } };
};

const fileReply = (object: StoredObject): SimulatedReply => ({
  status: 200,
  headers: {
    'content-type': object.contentType,
    'cache-control': object.cacheControl,
    'content-length': String(object.bytes.length),
    etag: `"${object.id}"`,
  },
  body: object.bytes,
});

const seenObject = (
  settings: StorageSettings,
  key: string,
  request: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
): StoredObject => {
  const session = sessionOf(settings, request, now);
  requireBucket(state, splitKey(key)[0]);
  const object = state.objects.get(key);
  // What may not be seen is not there.
  if (object === undefined || !mayUseObject(session, object.name)) throw storageErrors.objectMissing();
  return object;
};

/** What is known of a file: https://supabase.com/docs/reference/javascript/storage-from-info */
const info = (object: StoredObject): SimulatedReply => ({
  status: 200,
  body: {
    id: object.id,
    name: object.name,
    bucket_id: object.bucket,
    size: object.bytes.length,
    content_type: object.contentType,
    cache_control: object.cacheControl,
    etag: `"${object.id}"`,
    last_modified: new Date(object.updatedAt).toISOString(),
    created_at: new Date(object.createdAt).toISOString(),
  },
});

const downloadPublic = (key: string, state: ProjectState): SimulatedReply => {
  const bucket = state.buckets.get(splitKey(key)[0]);
  const object = state.objects.get(key);
  if (bucket?.isPublic !== true) throw storageErrors.bucketMissing();
  if (object === undefined) throw storageErrors.objectMissing();
  return fileReply(object);
};

const SignRequest = z.object({ expiresIn: z.number().int().min(1) });

const sign = (
  settings: StorageSettings,
  key: string,
  request: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
): SimulatedReply => {
  const session = sessionOf(settings, request, now);
  const { expiresIn } = parseBody(SignRequest, request);
  const object = state.objects.get(key);
  if (object === undefined || !mayUseObject(session, object.name)) throw storageErrors.objectMissing();
  const seconds = Math.floor(now / 1000);
  const token = signToken({ url: key, iat: seconds, exp: seconds + expiresIn }, settings.keys.secret);
  return { status: 200, body: { signedURL: `/object/sign/${key}?token=${token}` } };
};

const downloadSigned = (
  { keys }: StorageSettings,
  key: string,
  { query }: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
): SimulatedReply => {
  const reading = readToken(query.get('token') ?? '', keys.secret, now);
  if (reading.kind === 'expired') throw storageErrors.invalidToken(expiredMessage);
  if (reading.kind !== 'valid') throw storageErrors.invalidToken('signature verification failed');
  if (reading.claims.url !== key) throw storageErrors.otherAddress();
  const object = state.objects.get(key);
  if (object === undefined) throw storageErrors.objectMissing();
  return fileReply(object);
};

const RemoveRequest = z.object({ prefixes: z.array(z.string()).min(1) });

const remove = (
  settings: StorageSettings,
  bucket: string,
  request: SimulatedRequest<never>,
  state: ProjectState,
  now: number,
): SimulatedReply => {
  const session = sessionOf(settings, request, now);
  requireBucket(state, bucket);
  const removed = parseBody(RemoveRequest, request).prefixes.flatMap((name) => {
    const object = state.objects.get(`${bucket}/${name}`);
    if (object === undefined || !mayUseObject(session, name)) return [];
    state.objects.delete(`${bucket}/${name}`);
    return [{ name, bucket_id: bucket, id: object.id, metadata: objectMetadata(object) }];
  });
  return { status: 200, body: removed };
};

/** Files, as Storage's published description names the paths. Buckets are in bucket-routes.ts. */
export const createObjectRoutes = (settings: StorageSettings): ReadonlyArray<Route<ProjectState>> => [
  ...['POST', 'PUT'].flatMap((method) =>
    deepRoutes<ProjectState>(method, '/storage/v1/object', (key, request, { now, state }) =>
      upload(settings, key, request, state, now()),
    ),
  ),
  ...['/storage/v1/object', '/storage/v1/object/authenticated'].flatMap((prefix) =>
    deepRoutes<ProjectState>('GET', prefix, (key, request, { now, state }) =>
      fileReply(seenObject(settings, key, request, state, now())),
    ),
  ),
  ...deepRoutes<ProjectState>('GET', '/storage/v1/object/info', (key, request, { now, state }) =>
    info(seenObject(settings, key, request, state, now())),
  ),
  ...deepRoutes<ProjectState>('GET', '/storage/v1/object/public', (key, _request, { state }) =>
    downloadPublic(key, state),
  ),
  ...deepRoutes<ProjectState>('POST', '/storage/v1/object/sign', (key, request, { now, state }) =>
    sign(settings, key, request, state, now()),
  ),
  ...deepRoutes<ProjectState>('GET', '/storage/v1/object/sign', (key, request, { now, state }) =>
    downloadSigned(settings, key, request, state, now()),
  ),
  route('POST', '/storage/v1/object/list/{bucket}', (request, { now, state }) => {
    const session = sessionOf(settings, request, now());
    const bucket = request.parameter('bucket');
    requireBucket(state, bucket);
    return { status: 200, body: listObjects(state, session, bucket, parseBody(ListRequest, request)) };
  }),
  route('DELETE', '/storage/v1/object/{bucket}', (request, { now, state }) =>
    remove(settings, request.parameter('bucket'), request, state, now()),
  ),
];
