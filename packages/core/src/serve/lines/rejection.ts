import { maxDepth } from '../../json/json-scan.ts';
import { modernVersion } from '../mcp/protocol-version.ts';

/**
 * The JSON-RPC error that answers a line, or stands in for an answer. Its text says what to send instead, and shows nothing of the line
 * but a version of the protocol.
 */
export interface Rejection {
  code: -32700 | -32600 | -32602 | -32603 | -32022;
  message: string;
  data?: Readonly<Record<string, unknown>>;
}

function parseError(text: string): Rejection {
  return { code: -32700, message: `Parse error: ${text}` };
}

function invalidRequest(text: string): Rejection {
  return { code: -32600, message: `Invalid request: ${text}` };
}

/** For a request whose parameters are not those of its method. */
export function invalidParams(text: string): Rejection {
  return { code: -32602, message: `Invalid params: ${text}` };
}

/** For a request in a version of the protocol that nobody here knows. Its sender goes on with one that is told. */
export function unsupportedVersion(version: string): Rejection {
  const requested = version.slice(0, 40);
  const data = { supported: [modernVersion], requested };
  return { code: -32022, message: `Unsupported protocol version: ${requested}`, data };
}

/** Why a line is refused. */
export const rejections = {
  notJson: parseError(
    'the line is not valid JSON. Send each message as one complete JSON object on a line of its own.',
  ),
  notUtf8: parseError('the line is not valid UTF-8. Send JSON encoded as UTF-8.'),
  unterminated: parseError('the input ended inside a message. End every message with a newline.'),
  tooDeep: invalidRequest(`the message is nested deeper than ${maxDepth} levels. Send flatter arguments.`),
  batch: invalidRequest(
    'batches are not supported by this protocol. Send each message as one JSON object on a line of its own.',
  ),
  notObject: invalidRequest('the line is not a JSON object. Send one JSON-RPC 2.0 message object.'),
  duplicateKey: invalidRequest('an object has the same key twice. Send each key once.'),
  forbiddenKey: invalidRequest(
    '"__proto__" is not accepted as a key, nor is "constructor" with an object. Rename the key.',
  ),
  loneSurrogate: invalidRequest('a string has half of a surrogate pair. Send well-formed Unicode.'),
  version: invalidRequest('"jsonrpc" is not "2.0". Send "jsonrpc":"2.0" with every message.'),
  method: invalidRequest('"method" is missing or is not a string. Send the name of a method there.'),
  id: invalidRequest('"id" is not a string or a safe integer. Send such an id, or none with a notification.'),
  params: invalidRequest('"params" is not an object. Send the parameters by name, or leave "params" out.'),
  meta: invalidRequest(
    '"params._meta" is not usable. Send an object, with a string or safe integer as "progressToken" if there is one.',
  ),
  unwritable: { code: -32603, message: 'Internal error: the answer could not be written as JSON.' },
  member: invalidRequest('there is a member other than "jsonrpc", "id", "method" and "params". Leave it out.'),
} as const satisfies Record<string, Rejection>;

/** Why a line of more than `maxBytes` bytes is refused. */
export function tooLong(maxBytes: number): Rejection {
  return invalidRequest(
    `the line is longer than ${maxBytes} bytes. Send less in one message, for example over several calls; a larger file goes to the system without this server.`,
  );
}
