import type { ErrorCode } from '../define/tool-error.ts';

const codes = new Map<number, ErrorCode>([
  [401, 'unauthenticated'],
  [402, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [407, 'unavailable'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'not_found'],
  [412, 'conflict'],
  [413, 'too_large'],
  [414, 'too_large'],
  [423, 'conflict'],
  [425, 'unavailable'],
  [428, 'conflict'],
  [429, 'rate_limited'],
  [431, 'too_large'],
  [451, 'forbidden'],
]);

/** The closed error code that an HTTP status stands for. */
export function codeOfStatus(status: number): ErrorCode {
  return codes.get(status) ?? (status >= 500 ? 'unavailable' : 'invalid_input');
}
