import { type FieldProblem, ToolError } from './tool-error.ts';

/** Of a list of problems so many are told in the message, and so many stand with it. */
const mostInMessage = 3;
const mostFields = 20;

/** The error for one argument: what is wrong with it, and a sentence on what to do, where the problem does not say it. */
export function wrongInput(path: string, problem: string, advice = '', example?: unknown): ToolError {
  return wrongFields([{ path, problem, ...(example !== undefined && { example }) }], advice);
}

/** The same for all that is wrong with several. */
export function wrongFields(fields: readonly FieldProblem[], advice = ''): ToolError {
  return new ToolError('invalid_input', `${problemsSentence(fields)}. ${advice}`.trimEnd(), {
    fields: fields.slice(0, mostFields),
  });
}

/** The first of them in words. */
export function problemsSentence(fields: readonly FieldProblem[]): string {
  const more = fields.length - mostInMessage;
  const shown = fields.slice(0, mostInMessage).map(({ path, problem }) => `${path}: ${problem}`);
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
