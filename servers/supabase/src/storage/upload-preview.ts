import { markedText, ToolError } from '@bizmcp/core';
import type { Supabase } from '../supabase.ts';
import { bytesOf, findFile, readBuckets, refusalOf } from './storage-object.ts';

/** A file that is to be stored. */
interface Upload {
  bucket: string;
  path: string;
  file_data: string;
  content_type: string;
  upsert?: boolean | undefined;
}

/** Of longer texts the middle is left out: no question shows as much. */
const longestText = 20_000;
const policy = 'where a storage policy does not let these credentials write to this path, which the upload alone tells';

const everybody = 'anyone on the internet, as the bucket is public';
const signed = 'whom the storage policies let, and for an hour whoever has the signed address that the answer gives';

/** What an upload would store, beside what it replaces. Throws `conflict` for a path that is taken, and for what the bucket does not take. */
export async function shownUpload(api: Supabase, { bucket, path, file_data: data, content_type, upsert }: Upload) {
  const bytes = bytesOf(data);
  const [present, buckets] = await Promise.all([findFile(api, { bucket, path }), readBuckets(api)]);
  if (present && !upsert) throw taken(path);
  const own = buckets.find(({ id }) => id === bucket);
  const refusal = own && refusalOf(own, bytes.length, content_type);
  if (refusal !== undefined) throw new ToolError('invalid_input', `${refusal}. Nothing was stored.`);
  const names = buckets.map(({ id }) => id);
  // One that policies hide can be written to all the same.
  const isStrange = names.length > 0 && !names.includes(bucket);
  return {
    before: { file: present },
    after: {
      ...(api.role !== 'service_role' && { 'may fail': policy }),
      'who can read it': own?.public ? everybody : signed,
      file: { size: bytes.length, content_type, ...textOf(bytes) },
      ...(isStrange && { bucket: `not among those that these credentials see: ${names.join(', ')}` }),
    },
  };
}

/** Nobody can tell from base64 what they say yes to; of a long text the question shows that it is cut. */
function textOf(bytes: Uint8Array): { text?: string } {
  try {
    const text = markedText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    if (text.length <= longestText) return { text };
    return { text: `${text.slice(0, longestText / 2)} … ${text.slice(-longestText / 2)}` };
  } catch {
    return {};
  }
}

function taken(path: string): ToolError {
  const problem = 'there is a file at this path already';
  return new ToolError('conflict', `${path}: ${problem}; set upsert to replace it. Nothing was stored.`, {
    fields: [{ path: 'path', problem }],
  });
}
