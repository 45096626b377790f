import { ToolError, wrongInput } from '@bizmcp/core';

/** Headers that carry no identity and lead nowhere else. */
const allowed = ['accept-language', 'idempotency-key', 'prefer', 'x-idempotency-key', 'x-region', 'x-request-id'];
/** Headers that no setting opens: they would put another identity, or another address, in the place of ours. */
const closed =
  /^(authorization|apikey|cookie|host|connection|content-length|transfer-encoding|forwarded|x-forwarded-.*|proxy-.*|sec-.*)$/;

/** What fetch sends: no line break, and no letter that is more than a byte. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers for an edge function; throws for one that is not on the list, or cannot be sent. */
export function functionHeaders(given: Record<string, string>, further: readonly string[]): Record<string, string> {
  const open = [...allowed, ...further].filter((name) => !closed.test(name));
  const headers = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const);
  const refused = headers.filter(([name]) => !open.includes(name)).map(([name]) => name);
  if (refused.length > 0) {
    throw new ToolError(
      'invalid_input',
      `These headers are not sent: ${refused.join(', ')}. Allowed: ${open.join(', ')}; the person who configures this server can add some with SUPABASE_FUNCTION_HEADERS.`,
      { fields: refused.map((name) => ({ path: `headers.${name}`, problem: 'not on the list' })) },
    );
  }
  const [strange] = headers.find(([, value]) => !sendable.test(value)) ?? [];
  if (strange !== undefined)
    throw wrongInput(`headers.${strange}`, 'takes letters of Latin-1 on one line; nothing was sent');
  return Object.fromEntries(headers);
}
