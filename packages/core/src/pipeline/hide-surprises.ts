import { ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import { placeOf } from '../observe/place-of.ts';
import type { Stage } from './call.ts';
import { writtenBefore } from './written-before.ts';

/** Lets our own errors through and turns anything else into `internal`: no stack and no foreign text reaches the client. */
export function hideSurprises(): Stage {
  return {
    name: 'hideSurprises',
    async run(call, next) {
      try {
        return await next();
      } catch (error) {
        const known = foreseenError(error);
        if (known) throw known;
        if (call.signal.aborted) throw new ToolError('cancelled', 'The call was cancelled.', {}, { cause: error });
        log('error', `${call.action.name} failed unexpectedly: ${placeOf(error)}`, { call: call.id });
        if (call.upstream.hasWritten) throw writtenBefore(call, 'failed inside this server', error);
        throw new ToolError(
          'internal',
          `Something went wrong inside this server (call ${call.id}). Nothing was shown of it on purpose; its log on stderr has more. Try again once; if it stays, report that identifier.`,
          {},
          { cause: error },
        );
      }
    },
  };
}

/** A vendor SDK may wrap what the HTTP adapter threw; our error is somewhere down its causes. */
export function foreseenError(error: unknown): ToolError | undefined {
  let current = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth += 1) {
    if (current instanceof ToolError) return current;
    current = current.cause;
  }
  return undefined;
}
