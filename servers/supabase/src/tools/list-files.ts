import { Cursor, NextCursor, pageOf, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { BucketName, emptyNote, readBuckets, readFolder, type WireFile } from '../storage/storage-object.ts';

const hiddenBuckets =
  'No bucket is shown to these credentials, which policies of storage.buckets decide. One whose name is known can be listed all the same.';

export const listFiles = defineTool({
  name: 'list_files',
  title: 'List files',
  description: 'Lists buckets, or files and folders in one folder of a bucket.',
  effect: 'read',
  foreignText: true,
  data: 'internal',
  scopes: ['files:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'file', workflow: 'storage' },
  input: z.object({
    bucket: BucketName.optional().describe('Left out: the buckets'),
    folder: z.string().max(1000).optional().describe('reports/2026'),
    search: z.string().max(200).optional().describe('Start of a name'),
    limit: z.int().min(1).max(1000).default(100).describe('Entries a page'),
    cursor: Cursor,
  }),
  output: z.object({
    files: z
      .array(
        z.object({
          name: z.string().describe('Name in the folder'),
          kind: z.string().describe('bucket, folder or file'),
          size: z.number().optional().describe('In bytes'),
          content_type: z.string().optional().describe('Media type'),
          updated_at: z.string().optional().describe('ISO 8601'),
          public: z.boolean().optional().describe('Whether everybody can read the bucket'),
        }),
      )
      .describe('What is there'),
    next_cursor: NextCursor,
    note: z.string().optional().describe('Why there may be nothing'),
  }),
  examples: [
    { title: 'The buckets', input: {} },
    { title: 'One bucket', input: { bucket: 'attachments', folder: '0f0c9a52-6a0b-4c9e-9d43-1f4a5e0b7a01' } },
  ],
  async handler({ input: { bucket, folder = '', search, limit, cursor }, api, isShown }) {
    if (bucket === undefined && (folder !== '' || search !== undefined))
      throw wrongInput('bucket', 'is needed, as folder and search are of one');
    if (bucket === undefined) {
      // Storage gives the buckets all at once.
      const { items, ...next } = pageOf(await readBuckets(api), ({ id }) => id, { cursor, limit });
      const shown = items.map((each) => ({ name: each.id, kind: 'bucket', public: each.public }));
      return { files: shown, ...(shown.length === 0 && { note: hiddenBuckets }), ...next };
    }
    const path = folder.replace(/^\/+|\/+$/g, '');
    const page = { limit, search, cursor };
    const { rows, moved, cursorAfter } = await readFolder(api, { bucket, path }, page, isShown);
    const note = rows.length === 0 && cursor === undefined ? emptyNote(search) : moved;
    const next = cursorAfter(rows.length);
    return { files: rows.map(toFile), ...(note && { note }), ...(next && { next_cursor: next }) };
  },
});

function toFile({ name, id, updated_at: updatedAt, metadata }: WireFile) {
  const { size, mimetype } = metadata ?? {};
  return {
    name,
    kind: id ? 'file' : 'folder',
    ...(size !== undefined && { size }),
    ...(mimetype !== undefined && { content_type: mimetype }),
    ...(updatedAt && { updated_at: updatedAt }),
  };
}
