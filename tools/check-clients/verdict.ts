/** What came of one check. */
export interface Verdict {
  /** Who was asked. */
  client: string;
  what: string;
  outcome: 'ok' | 'failed' | 'not installed';
  said: string;
}

/** Judges by what a client said: each of these has to be in it. */
export function verdictOf(client: string, what: string, said: string, expected: readonly (string | RegExp)[]): Verdict {
  const isThere = (one: string | RegExp) => (typeof one === 'string' ? said.includes(one) : one.test(said));
  const missing = expected.filter((one) => !isThere(one));
  if (missing.length === 0) return { client, what, outcome: 'ok', said };
  return { client, what, outcome: 'failed', said: `${said}\n(expected: ${missing.map(String).join(', ')})` };
}

/** One line for each check, and the whole of what was said where it failed. */
export function reportOf(verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ client }) => client.length));
  return verdicts
    .map(({ client, what, outcome, said }) => {
      const line = `${outcome.padEnd(13)} ${client.padEnd(width)}  ${what}`;
      return outcome === 'ok' ? line : `${line}\n${said.replaceAll(/^/gm, '    ')}`;
    })
    .join('\n');
}
