import { ToolError } from './tool-error.ts';

/** The error for one argument: what is wrong with it, and a sentence on what to do, where the problem does not say it. */
export function wrongInput(path: string, problem: string, advice = '', example?: unknown): ToolError {
  const field = { path, problem, ...(example !== undefined && { example }) };
  return new ToolError('invalid_input', `${path}: ${problem}. ${advice}`.trimEnd(), { fields: [field] });
}
