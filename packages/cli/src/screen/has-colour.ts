/** What tells of a terminal whether it has colours. */
interface Stream {
  isTTY?: boolean;
  hasColors?(): boolean;
}

/** Whether to colour what is written: as NO_COLOR and FORCE_COLOR say, else where it goes to a terminal that has colours. */
export function hasColour(stream: Stream, environment: Record<string, string | undefined>): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = environment;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (refused || terminal === 'dumb' || !stream.isTTY) return false;
  return stream.hasColors?.() ?? false;
}
