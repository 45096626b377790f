import { Refusal } from '@bizmcp/testkit/simulator';

/** Storage answers 400 and says in the body what it means: https://supabase.com/docs/guides/storage/debugging/error-codes */
const storageError = (statusCode: string, error: string, message: string): Refusal =>
  new Refusal({ status: 400, body: { statusCode, error, message } });

export const storageErrors = {
  bucketMissing: () => storageError('404', 'Bucket not found', 'Bucket not found'),
  duplicate: () => storageError('409', 'Duplicate', 'The resource already exists'),
  invalidBody: (message: string) => storageError('400', 'invalid_request', message),
  invalidKey: (key: string) => storageError('400', 'InvalidKey', `Invalid key: ${key}`),
  invalidToken: (message: string) => storageError('400', 'InvalidJWT', message),
  objectMissing: () => storageError('404', 'not_found', 'Object not found'),
  refusedByPolicy: () => storageError('403', 'Unauthorized', 'new row violates row-level security policy'),
  tooLarge: () => storageError('413', 'Payload too large', 'The object exceeded the maximum allowed size'),
  wrongType: (type: string) => storageError('415', 'invalid_mime_type', `mime type ${type} is not supported`),
} as const;
