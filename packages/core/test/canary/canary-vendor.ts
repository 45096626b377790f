import { createServer, type ServerResponse } from 'node:http';
import { markOf, person, textOf } from './canary.ts';

/** A system that puts a canary wherever an answer has room for one, and a collector of metrics beside it. */
export interface CanaryVendor {
  url: string;
  /** Paths, headers and bodies that arrived. */
  seen: string;
  /** What the collector was sent. */
  collected: string;
  stop(): void;
}

type Reply = (response: ServerResponse) => void;

function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const replies: Readonly<Record<string, Reply>> = {
  refused: json(400, { message: textOf('the body of a refusal'), errors: [textOf('the body of a refusal')] }),
  collapsed: json(500, { message: textOf('the body of a collapse') }, { 'retry-after': '0' }),
  moved: json(
    307,
    {},
    { location: `https://other.example/${encodeURIComponent(markOf('the address of a redirect'))}` },
  ),
  strange: json(200, [{ id: 7, note: textOf('an answer of another form') }]),
  changed: json(200, {
    id: 'changed',
    email: markOf('a classified value before a change'),
    note: textOf('a free text before a change'),
  }),
  headed: json(200, { id: 'headed' }, { 'x-request-id': markOf('a header of an answer'), 'x-other': person.ssn }),
};

/** The whole person: what the caller's role is not cleared for, in fields, in free text, and where nobody asked. */
const everything: Reply = json(200, {
  id: 'good',
  name: 'Zanzibara Canaria',
  email: markOf('a classified field of an answer'),
  account: person.iban,
  note: `Write to ${textOf('a free text of an answer')}`,
  extra: textOf('a field of an answer that nobody asked for'),
});

/** Starts both on this machine. */
export async function startCanaryVendor(): Promise<CanaryVendor> {
  const state = { seen: '', collected: '' };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.url === '/v1/metrics') {
      state.collected += body;
      response.end('{}');
      return;
    }
    state.seen += `${request.url} ${JSON.stringify(request.headers)} ${body}\n`;
    const name = /^\/people\/(\w+)/.exec(request.url ?? '')?.[1] ?? (request.method === 'POST' ? 'refused' : 'good');
    // Some systems say what they were asked with.
    if (name === 'echo') json(400, { message: `You sent ${JSON.stringify(request.headers)}` })(response);
    else (replies[name] ?? everything)(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get seen() {
      return state.seen;
    },
    get collected() {
      return state.collected;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
