import { Refusal } from '@bizmcp/testkit/simulator';

/**
 * Storage answers 400 and says in the body what it means: https://supabase.com/docs/guides/storage/debugging/error-codes
 * `error` is what stood there before there were codes: https://github.com/supabase/storage/blob/master/src/internal/errors/codes.ts
 */
const storageError = (statusCode: string, code: string, message: string, error = code): Refusal =>
  new Refusal({ status: 400, body: { statusCode, code, error, message } });

export const storageErrors = {
  bucketMissing: () => storageError('404', 'NoSuchBucket', 'Bucket not found', 'Bucket not found'),
  duplicate: () => storageError('409', 'KeyAlreadyExists', 'The resource already exists', 'Duplicate'),
  invalidBody: (message: string) => storageError('400', 'InvalidRequest', message),
  invalidKey: (key: string) => storageError('400', 'InvalidKey', `Invalid key: ${key}`),
  /** What an address was signed with. */
  invalidToken: (message: string) => storageError('400', 'InvalidJWT', message),
  otherAddress: () => storageError('400', 'InvalidSignature', 'Invalid signature'),
  objectMissing: () => storageError('404', 'NoSuchKey', 'Object not found', 'not_found'),
  accessDenied: (message: string) => storageError('403', 'AccessDenied', message, 'Unauthorized'),
  tooLarge: () =>
    storageError('413', 'EntityTooLarge', 'The object exceeded the maximum allowed size', 'Payload too large'),
  wrongType: (type: string) =>
    storageError('415', 'InvalidMimeType', `mime type ${type} is not supported`, 'invalid_mime_type'),
} as const;

export const expiredMessage = '"exp" claim timestamp check failed';
export const policyMessage = 'new row violates row-level security policy';
