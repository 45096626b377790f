import { type Route, route } from '@bizmcp/testkit/simulator';
import type { Bucket, ProjectState } from '../schema/project-state.ts';
import { policyMessage, storageErrors } from './storage-error.ts';
import { type SessionSettings, sessionOf } from './storage-session.ts';

const bucketBody = ({ allowedMimeTypes, createdAt, fileSizeLimit, id, isPublic }: Bucket) => ({
  id,
  name: id,
  owner: '',
  public: isPublic,
  file_size_limit: fileSizeLimit,
  allowed_mime_types: allowedMimeTypes,
  created_at: new Date(createdAt).toISOString(),
  updated_at: new Date(createdAt).toISOString(),
});

/** What buckets there are. They are made in the dashboard, not here. */
export const createBucketRoutes = (settings: SessionSettings): ReadonlyArray<Route<ProjectState>> => [
  route('GET', '/storage/v1/bucket', (request, { now, state }) => {
    sessionOf(settings, request, now());
    return { status: 200, body: [...state.buckets.values()].map(bucketBody) };
  }),
  route('GET', '/storage/v1/bucket/{bucket}', (request, { now, state }) => {
    sessionOf(settings, request, now());
    const bucket = state.buckets.get(request.parameter('bucket'));
    if (bucket === undefined) throw storageErrors.bucketMissing();
    return { status: 200, body: bucketBody(bucket) };
  }),
  route('POST', '/storage/v1/bucket', () => {
    throw storageErrors.accessDenied(policyMessage);
  }),
];
