/**
 * What became of a list since the page before, where pages are places in its order, which others move: undefined where as many rows
 * match as did then, or where one of the counts is not known.
 */
export function movedRows(before: number | undefined, now: number | undefined): string | undefined {
  if (before === undefined || now === undefined || before === now) return undefined;
  const harm = now < before ? 'some were passed over: begin again without cursor' : 'some may come twice or not at all';
  return `${before} matched on the page before, ${now} do now, so that ${harm}.`;
}
