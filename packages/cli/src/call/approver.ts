import { CliError } from '../cli-error.ts';
import type { LiveServer } from '../live-server/connect-server.ts';
import type { Person } from '../terminal/person.ts';

/** Puts a server's question to somebody. */
type Ask = (question: string) => Promise<'accept' | 'decline'>;

/** Who answers the questions of a server: whoever said --yes beforehand, the person at the terminal, or nobody. */
export function approverOf(isYes: boolean, person: Person | undefined, note: (text: string) => void): Ask | undefined {
  if (isYes)
    return async (question) => {
      note(`Approved by --yes:\n${question}`);
      return 'accept';
    };
  if (!person) return undefined;
  return async (question) => {
    person.show(question, 'The server asks');
    try {
      return (await person.confirm('Do it?', { isGrave: true })) ? 'accept' : 'decline';
    } catch (error) {
      // Left with Ctrl-C: that is no yes.
      if (error instanceof CliError) return 'decline';
      throw error;
    }
  };
}

/** What a call came to. */
export interface CallOutcome {
  value: Record<string, unknown>;
  /** 0 done, 1 the tool failed, 3 nobody approved it. */
  exitCode: 0 | 1 | 3;
}

type Result = Awaited<ReturnType<LiveServer['client']['callTool']>>;

const unapproved = ['approval_required', 'approval_declined'];

/** What is shown of a result: its structured content, else its content as it is. */
export function outcomeOf({ structuredContent, content, isError }: Result): CallOutcome {
  const value = isRecord(structuredContent) ? structuredContent : { content };
  const error = isRecord(value.error) ? value.error.code : undefined;
  if (!isError) return { value, exitCode: 0 };
  return { value, exitCode: typeof error === 'string' && unapproved.includes(error) ? 3 : 1 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
