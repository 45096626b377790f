import { type ApprovalRequest, shownText } from '@bizmcp/core/operate';
import type { Screen } from '../commands/command.ts';
import { painted, wrapped } from '../table/cell.ts';

/** A request as the person who decides must see it: who asks for what, with which values, and until when. */
export function requestLines(request: ApprovalRequest, now: Date, screen: Screen): string[] {
  const { id, tool, system, effect, principal, role, requestedAt, expiresAt, mustDiffer, isMasked, preview } = request;
  const title = `${painted({ text: shownText(id), tone: 'title' }, screen)}  ${shownText(`${tool} in ${system} (${effect})`)}`;
  const asked = `asked by ${principal} (${role}) ${spanOf(now.getTime() - requestedAt)} ago`;
  const must = mustDiffer ? `, by somebody else than ${principal}` : '';
  const notes = [
    shownText(asked),
    shownText(`to be decided within ${spanOf(expiresAt - now.getTime())}${must}`),
    ...(isMasked ? ['! values are masked here: they are whole only where the call was made'] : []),
  ];
  const places = Math.max(screen.columns - 4, 20);
  return [
    title,
    ...notes.flatMap((note) => wrapped(note, places)).map((line) => `  ${line}`),
    ...preview.split('\n').flatMap((line) => shownLines(line, places)),
  ];
}

/** What is stored may have been changed: each line is written out again. Its indent stays, also where it is broken. */
function shownLines(line: string, places: number): string[] {
  const text = shownText(line);
  const indent = ' '.repeat(text.length - text.trimStart().length);
  return wrapped(text.trimStart(), places - indent.length - 2).map((part, index) => {
    return `  | ${indent}${index === 0 ? '' : '  '}${part}`;
  });
}

/** A time in words, rounded down. */
function spanOf(milliseconds: number): string {
  const minutes = Math.floor(Math.max(milliseconds, 0) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
