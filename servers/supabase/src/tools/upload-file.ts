import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readAnswer } from '../row/read-rows.ts';
import {
  BucketName,
  bytesOf,
  FilePath,
  filesOf,
  readBuckets,
  SignedAddress,
  signUrl,
} from '../storage/storage-object.ts';
import { shownUpload } from '../storage/upload-preview.ts';

const hour = 3600;

export const uploadFile = defineTool({
  name: 'upload_file',
  title: 'Upload a file',
  description: 'Stores a file of up to 2.9 MB and returns its address.',
  effect: 'create',
  data: 'internal',
  scopes: ['files:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'file', workflow: 'storage' },
  input: z.object({
    bucket: BucketName.describe('From list_files'),
    path: FilePath.describe('reports/may.pdf'),
    file_data: z.string().max(3_900_000).describe('In base64'),
    content_type: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+(?:; ?charset=[\w-]+)?$/, 'takes a media type such as text/plain')
      .describe('Media type'),
    upsert: z.boolean().optional().describe('Replace a file at this path'),
  }),
  output: z.object({
    path: z.string().describe('Where it is, for download_file'),
    size: z.number().describe('In bytes'),
    public_url: z.string().optional().describe('Address for everybody, of a public bucket'),
    signed_url: SignedAddress.optional().describe('Address for an hour, of any other bucket'),
  }),
  examples: [
    {
      title: 'A note',
      input: {
        bucket: 'attachments',
        path: '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01/hello.txt',
        file_data: 'SGVsbG8=',
        content_type: 'text/plain',
      },
    },
  ],
  undo: ({ upsert }) =>
    `only in Supabase${upsert ? ', and not where it replaces a file' : ''}: no tool here deletes files`,
  change: {
    fields: z.object({}),
    read: ({ input, api }) => shownUpload(api, input),
  },
  async handler({ input: { bucket, path, file_data: fileData, content_type: contentType, upsert = false }, api }) {
    const bytes = bytesOf(fileData);
    // Asked before, so that nothing that fails comes after the file is stored.
    const isPublic = (await readBuckets(api)).some(({ id, public: open }) => id === bucket && open);
    const files = await filesOf(api, bucket);
    const answer = files.upload(path, bytes, { contentType, upsert });
    const hint = 'See list_files; the same upload again, with upsert, does no harm.';
    const { data } = await withLookUp(hint, () =>
      readAnswer(z.object({ data: z.object({ path: z.string() }) }), answer, 'write'),
    );
    const stored = { path: data.path, size: bytes.length };
    if (isPublic) return { ...stored, public_url: files.getPublicUrl(path).data.publicUrl };
    const signedUrl = await signUrl(api, bucket, path, hour).catch(() => undefined);
    return { ...stored, ...(signedUrl !== undefined && { signed_url: signedUrl }) };
  },
});
