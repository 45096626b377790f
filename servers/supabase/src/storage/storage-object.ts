import { orNothing, readMovingPage, readPlace, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { readAnswer } from '../row/read-rows.ts';
import type { Supabase } from '../supabase.ts';

export const BucketName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s/\\?#%]+$/, 'the name of a bucket alone');

export const FilePath = z
  .string()
  .min(1)
  .max(1000)
  // Storage takes these characters: https://supabase.com/docs/guides/storage/uploads/file-limits
  .superRefine((path, context) => {
    const strange = [...new Set(path.match(/[^\w/!.*'() &$@=;:+,-]/gu))].slice(0, 20);
    const wrong =
      strange.length > 0
        ? `Storage takes no ${strange.join(' ')} in a path, but a-z, A-Z, 0-9, blanks and / _ - . ! * ' ( ) & $ @ = ; : + ,`
        : formProblem(path);
    if (wrong) context.addIssue({ code: 'custom', message: `${wrong}; ${pathAdvice(path)}` });
  });

/** The path to write: as Storage takes it, in the nearest letters; none is made up for a name of which no letter is left. */
function pathAdvice(path: string): string {
  const letters = path.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  const names = letters.split('/').map((name) => name.replace(/[^\w!.*'()&$@=;:+,-]+/gu, '-'));
  const clean = names.map((name) => name.replace(/-+(?=\.|$)|^-+/g, '')).filter((name) => !/^\.{0,2}$/.test(name));
  const isLost = names.some((name) => /^-+(?:\.|$)/.test(name));
  return isLost ? 'name it in these signs' : `write ${clean.join('/') || 'may.pdf'}`;
}

function formProblem(path: string): string | undefined {
  if (/^\/|\/\/|\/$/.test(path)) return 'names stand between single /, none at the beginning or end';
  return /(?:^|\/)\.{1,2}(?:\/|$)/.test(path) ? '. and .. are no folders' : undefined;
}

/** An address under which anybody who has it can read a file for a while. */
export const SignedAddress = z.string().meta({ class: 'confidential', pii: 'signed_address' });

const SignedUrl = z.object({ data: z.object({ signedUrl: z.url() }) });
const WireBucket = z.object({
  id: z.string(),
  public: z.boolean().catch(false),
  // Null of a bucket that takes what the project takes.
  file_size_limit: z.number().nullish().catch(undefined),
  allowed_mime_types: z.array(z.string()).nullish().catch(undefined),
});
type Bucket = z.output<typeof WireBucket>;

/** Why a bucket takes no file of this size and type: https://supabase.com/docs/guides/storage/buckets/creating-buckets */
export function refusalOf(bucket: Bucket, size: number, contentType: string): string | undefined {
  const { id, file_size_limit: limit, allowed_mime_types: types } = bucket;
  if (limit && size > limit) return `${id} takes files of up to ${limit} bytes, and this one has ${size}`;
  const plain = contentType.replace(/;.*$/, '').toLowerCase();
  const fitting = [plain, plain.replace(/\/.*$/, '/*'), '*/*'];
  const isTaken = !types || types.length === 0 || types.some((type) => fitting.includes(type.toLowerCase()));
  return isTaken ? undefined : `${id} takes files of type ${types.join(', ')}, and this one is ${plain}`;
}

// Metadata may hold anything.
const Size = z.number().optional().catch(undefined);
const Text = z.string().optional().catch(undefined);

const WireFile = z.object({
  name: z.string(),
  // Null of a folder, which is but the beginning of paths.
  id: z.string().nullish(),
  updated_at: z.string().nullish(),
  metadata: z.object({ size: Size, mimetype: Text }).nullish().catch(undefined),
});
export type WireFile = z.output<typeof WireFile>;

interface FolderPage {
  limit: number;
  cursor: string | undefined;
  search: string | undefined;
}

/** A page is never so large: Storage has no limit of its own. */
const mostFiles = 2000;

/** Files and folders in one folder of a bucket, by name. */
export async function readFolder(
  api: Supabase,
  { bucket, path }: { bucket: string; path: string },
  { limit, cursor, search }: FolderPage,
  isShown: (text: string, field: string) => boolean,
) {
  const files = await filesOf(api, bucket);
  const options = search === undefined ? {} : { search };
  return readMovingPage(readPlace(cursor), {
    limit,
    most: mostFiles,
    async read(offset: number, count: number) {
      const listing = files.list(path, { ...options, limit: count, offset });
      return { rows: (await readAnswer(z.object({ data: z.array(WireFile) }), listing)).data };
    },
    // A folder may have the name of a file beside it.
    identify: ({ id, name }) => (isShown(name, 'name') ? `${name}${id ? '' : '/'}` : undefined),
  });
}

/** Why a folder shows nothing. */
export function emptyNote(search: string | undefined): string {
  return search === undefined
    ? 'No file is here, or none that these credentials may see. The bucket without a folder has the folders at its top.'
    : 'No name in this one folder begins so; those below were not searched: list the folders, then search in each.';
}

const WireInfo = z.object({
  data: z.object({ size: Size, contentType: Text, lastModified: Text }),
});

/** The file that is at a path now, if these credentials may see it. */
export async function findFile(api: Supabase, { bucket, path }: { bucket: string; path: string }) {
  const files = await filesOf(api, bucket);
  const found = await orNothing(readAnswer(WireInfo, files.info(path)), 'not_found');
  if (!found) return undefined;
  const { size, contentType, lastModified } = found.data;
  return { size, content_type: contentType, updated_at: lastModified };
}

/** The part of the SDK for the files of one bucket; it throws our own errors. */
export async function filesOf(api: Supabase, bucket: string) {
  const client = await api.client();
  return client.storage.from(bucket).throwOnError();
}

/** Buckets that these credentials can see. */
export async function readBuckets(api: Supabase) {
  return api.request(z.array(WireBucket), { path: ['storage', 'v1', 'bucket'] });
}

/** An address under which anybody who has it can read a file, for so many seconds. */
export async function signUrl(api: Supabase, bucket: string, path: string, seconds: number): Promise<string> {
  const files = await filesOf(api, bucket);
  const { data } = await readAnswer(SignedUrl, files.createSignedUrl(path, seconds));
  return data.signedUrl;
}

/** Bytes of a base64 text; throws for what is none, with the place. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replace(/^data:[^,]{0,200};base64,/, '').replace(/[\r\n]/g, '');
  const wrong = plain.search(/[^A-Za-z0-9+/=]/);
  const isPadded = /^[^=]*={0,2}$/.test(plain) && plain.length % 4 === 0;
  if (wrong >= 0 || !isPadded) {
    const where =
      wrong >= 0 ? `character ${wrong + 1} is not of base64` : 'its length or padding is not that of base64';
    const advice = 'Nothing was stored. Encode the bytes of the file as standard base64.';
    throw wrongInput('file_data', `is not base64: ${where}`, advice, 'SGVsbG8=');
  }
  return new Uint8Array(Buffer.from(plain, 'base64'));
}
