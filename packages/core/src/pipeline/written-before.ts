import { ToolError } from '../define/tool-error.ts';
import type { Call } from './call.ts';

/** The error for a call that ended badly after its system took what may have changed something: nobody may be told to try it again. */
export function writtenBefore({ action: { name, system } }: Call, how: string, cause?: unknown): ToolError {
  const message = `${system} may have taken the change of ${name}, which then ${how}; look up what was done before trying again.`;
  return new ToolError('unknown_outcome', message, {}, { cause });
}
