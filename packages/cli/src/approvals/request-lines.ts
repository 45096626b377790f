import { type ApprovalRequest, shownText } from '@bizmcp/core/operate';
import type { Screen } from '../commands/command.ts';
import { painter } from '../screen/paint.ts';
import { noBreakSpace, wrapped } from '../screen/wrap.ts';

/** A request as the person who decides must see it: who asks for what, with which values, and until when. */
export function requestLines(request: ApprovalRequest, now: Date, screen: Screen): string[] {
  const { id, tool, system, effect, principal, role, requestedAt, expiresAt, approvers, isMasked, preview } = request;
  const asked = `asked by ${principal} (${role}) ${spanOf(now.getTime() - requestedAt)} ago`;
  const others = `, by somebody else than ${principal}`;
  const must = approvers ? `, by ${approvers.filter((name) => name !== principal).join(' or ') || 'nobody'}` : others;
  const notes = [
    shownText(asked),
    shownText(`to be decided within ${spanOf(expiresAt - now.getTime())}${must}`),
    ...(isMasked ? ['! values are masked here: they are whole only where the call was made'] : []),
  ];
  const columns = Math.max(screen.columns, 24);
  const title = `${painter(screen)('strong', shownText(id))}  ${shownText(`${tool} in ${system} (${effect})`)}`;
  return [
    title,
    ...notes.flatMap((note) => wrapped(note, columns, { first: '  ', rest: '  ' })),
    ...preview.split('\n').flatMap((line) => shownLines(line, columns)),
  ];
}

/** What is stored may have been changed: each line is written out again, with all of its spaces. */
function shownLines(line: string, columns: number): string[] {
  const text = shownText(line);
  const margin = `  | ${' '.repeat(text.length - text.trimStart().length)}`;
  const exact = text.trimStart().replace(/ {2,}/g, (spaces) => noBreakSpace.repeat(spaces.length));
  return wrapped(exact, columns, { first: margin, rest: `${margin}  ` });
}

/** A time in words, rounded down. */
function spanOf(milliseconds: number): string {
  const minutes = Math.floor(Math.max(milliseconds, 0) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
