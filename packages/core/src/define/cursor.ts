import * as z from 'zod';
import { ToolError } from './tool-error.ts';

/** The place in a list, as a tool takes it. The handler is given what it gave; a client is shown it within a text of core's. */
export const Cursor = z.string().max(1000).optional().describe('From next_cursor');

/** What follows a page, as a tool gives it: left out at the end of the list. */
export const NextCursor = z.string().optional().describe('Set when there are more');

/** The refusal of a cursor that leads nowhere. */
export function wrongCursor(): ToolError {
  return new ToolError(
    'invalid_input',
    'This cursor is not of this list. Pass next_cursor as it came, or leave it out to begin anew.',
  );
}
