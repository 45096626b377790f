import { ToolError } from '../define/tool-error.ts';
import type { Fault } from './answer.ts';
import { isFailedConnection } from './failed-connection.ts';
import { BodyTooLarge } from './response-body.ts';

/** The vendor points to another place, and following it is not safe. */
export class RedirectRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super('Redirect refused');
    this.status = status;
  }
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  // A header that cannot be sent.
  'UND_ERR_INVALID_ARG',
]);
const badCertificate = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/;
const unreadable = /^(Z_|ERR__ERROR_|ERR_BROTLI|BROTLI_|ZSTD_|HPE_|UND_ERR_HEADERS_OVERFLOW)/;

/** Reads the error of a failed fetch by its system code; a code not known here counts as a connection lost on the way. */
export function faultOf(error: unknown): Fault {
  if (error instanceof BodyTooLarge) return { reason: 'too_large', mayHaveArrived: true };
  if (error instanceof RedirectRefused) {
    // 307 and 308 mean "not here, send it there"; the older ones are also used to say "done, now look there".
    return { reason: 'redirected', mayHaveArrived: error.status < 307 };
  }
  const code = systemCode(error);
  if (badCertificate.test(code)) return { reason: 'untrusted', mayHaveArrived: false };
  if (neverConnected.has(code) || isFailedConnection(error) || isNotSent(error))
    return { reason: 'unreachable', mayHaveArrived: false };
  return { reason: unreadable.test(code) ? 'garbled' : 'broken', mayHaveArrived: true };
}

/** Reads why a call's signal aborted: its deadline passed, or the client gave up. */
export function stopReason(signal: AbortSignal, isPastDeadline: boolean): 'timeout' | 'cancelled' {
  const reason: unknown = signal.reason;
  if (reason instanceof ToolError) return reason.code === 'timeout' ? 'timeout' : 'cancelled';
  const isTimeout = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isTimeout || isPastDeadline ? 'timeout' : 'cancelled';
}

/** A port that browsers refuse (fetch does too) and a proxy that refuses bring no code, only a text. */
function isNotSent(error: unknown): boolean {
  return error instanceof Error && (/^(bad port$|Proxy response \()/.test(error.message) || isNotSent(error.cause));
}

function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // A first line that is no HTTP brings a parser error without a code.
  if (error.name === 'HTTPParserError') return 'HPE_INVALID';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : systemCode(error.cause);
}
