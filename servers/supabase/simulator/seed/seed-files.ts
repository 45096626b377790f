import type { Bucket, StoredObject } from '../schema/project-state.ts';
import { tenants } from './people.ts';

const megabyte = 1_048_576;

/** A public bucket, and one whose folders belong to the tenants. */
export const seedBuckets = (today: number): Map<string, Bucket> => {
  const buckets: readonly Bucket[] = [
    {
      id: 'avatars',
      isPublic: true,
      fileSizeLimit: megabyte,
      allowedMimeTypes: ['image/png', 'image/jpeg'],
      createdAt: today,
    },
    { id: 'attachments', isPublic: false, fileSizeLimit: null, allowedMimeTypes: null, createdAt: today },
  ];
  return new Map(buckets.map((bucket) => [bucket.id, bucket]));
};

/** One file for each tenant. */
export const seedObjects = (today: number): Map<string, StoredObject> => {
  const objects = tenants.map((tenant, index): StoredObject => {
    const text = `Welcome to ${tenant.name}\n`;
    return {
      id: `f11e0000-0000-4000-8000-${index.toString().padStart(12, '0')}`,
      bucket: 'attachments',
      name: `${tenant.id}/welcome.txt`,
      owner: null,
      contentType: 'text/plain',
      cacheControl: 'max-age=3600',
      createdAt: today,
      updatedAt: today,
      bytes: Buffer.from(text),
    };
  });
  return new Map(objects.map((object) => [`${object.bucket}/${object.name}`, object]));
};
