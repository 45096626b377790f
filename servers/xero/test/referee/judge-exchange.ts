import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import type { Contract, Operation, Shape } from './contract.ts';
import { judgeValue, type Problem } from './judge-value.ts';

const base = '/api.xro/2.0';

/** A contract with the endpoints outside it, which Xero's other documents tell of. */
export interface Referee {
  /** Judges what a client sent: a known endpoint, its parameters, headers and body. */
  judgeRequest(logged: LoggedRequest): Problem[];
  /** Judges what the simulator answered of itself. */
  judgeAnswer(logged: LoggedRequest): Problem[];
}

export function createReferee(contract: Contract): Referee {
  return {
    judgeRequest(logged) {
      const outside = outsideOf(logged);
      if (outside) return judgeSchema(outside.request, requestOf(logged));
      const operation = findOperation(contract, logged);
      if (!operation) return [{ path: '$', message: `${logged.method} ${logged.path} is not in the contract` }];
      return [
        ...judgeHeaders(operation, logged),
        ...judgeQuery(contract, operation, logged),
        ...judgeBody(contract, operation, logged),
      ];
    },
    judgeAnswer(logged) {
      const { status } = logged;
      if (logged.fault !== undefined || status === undefined) return [];
      if (status >= 400) return judgeRefusal(contract, logged, status);
      const outside = outsideOf(logged);
      if (outside) return judgeSchema(outside.answer, parse(logged.answer));
      const operation = findOperation(contract, logged);
      if (!operation) return [{ path: '$', message: `${logged.method} ${logged.path} is not in the contract` }];
      if (!operation.answer)
        return logged.answer === '' ? [] : [{ path: '$', message: 'has a body where none belongs' }];
      return judgeValue(parse(logged.answer), operation.answer, { contract, side: 'answer', path: '$' });
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function judgeSchema(schema: z.ZodType, value: unknown): Problem[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => ({ path: ['$', ...path].join('.'), message }));
}

function findOperation({ operations }: Contract, { method, path }: LoggedRequest): Operation | undefined {
  if (!path.startsWith(base)) return undefined;
  const actual = path.slice(base.length).split('/');
  const fitting = operations.filter((operation) => {
    const expected = operation.path.split('/');
    return (
      operation.method === method &&
      expected.length === actual.length &&
      expected.every((segment, index) => segment.startsWith('{') || segment === actual[index])
    );
  });
  return fitting.find((operation) => !operation.path.includes('{')) ?? fitting[0];
}

function judgeHeaders({ isKeyed, body }: Operation, { headers }: LoggedRequest): Problem[] {
  const problems: Problem[] = [];
  const expect = (isRight: boolean, name: string, message: string) => {
    if (!isRight) problems.push({ path: `headers.${name}`, message });
  };
  expect(/^Bearer \S+$/.test(headers.authorization ?? ''), 'authorization', 'is not a bearer token');
  expect(z.guid().safeParse(headers['xero-tenant-id']).success, 'xero-tenant-id', 'names no organisation');
  expect((headers.accept ?? '').includes('application/json'), 'accept', 'asks for no JSON');
  const key = headers['idempotency-key'] ?? '';
  if (isKeyed)
    expect(key.length > 0 && key.length <= 128, 'idempotency-key', 'is missing or longer than 128 characters');
  if (body) expect((headers['content-type'] ?? '').startsWith('application/json'), 'content-type', 'is not JSON');
  return problems;
}

function judgeQuery(contract: Contract, { query }: Operation, logged: LoggedRequest): Problem[] {
  return Object.entries(logged.query).flatMap(([name, values]) => {
    const path = `query.${name}`;
    const shape = query.get(name);
    if (!shape) return [{ path, message: 'is not a parameter of this endpoint' }];
    if (values.length > 1) return [{ path, message: 'is given more than once' }];
    return judgeValue(readParameter(values[0] ?? '', shape), shape, { contract, side: 'request', path });
  });
}

/** A parameter's value in its type; lists are apart by commas. */
function readParameter(text: string, shape: Shape): unknown {
  if (shape.kind === 'list') return text.split(',');
  if (shape.kind === 'flag') return parse(text);
  return shape.kind === 'number' && text.trim() !== '' ? Number(text) : text;
}

function judgeBody(contract: Contract, { body }: Operation, logged: LoggedRequest): Problem[] {
  if (body) return judgeValue(parse(logged.body), body, { contract, side: 'request', path: 'body' });
  // The SDK gives even what is read an empty object as body.
  return ['', '{}'].includes(logged.body) ? [] : [{ path: 'body', message: 'is not expected' }];
}

/** https://developer.xero.com/documentation/api/accounting/responsecodes */
const GatewayError = z.strictObject({
  Type: z.null(),
  Title: z.string(),
  Status: z.int(),
  Detail: z.string(),
  Instance: z.guid(),
  Extensions: z.strictObject({}),
});

/** RFC 6749, 5.2 */
const TokenError = z.strictObject({
  error: z.enum(['invalid_request', 'invalid_client', 'invalid_grant', 'unsupported_grant_type']),
});

const missing = "The resource you're looking for cannot be found";

function judgeRefusal(contract: Contract, logged: LoggedRequest, status: number): Problem[] {
  const answer = parse(logged.answer);
  if (logged.path.startsWith('/connect/')) return judgeSchema(TokenError, answer);
  if (status === 401 || status === 403) return judgeSchema(GatewayError, answer);
  // https://github.com/XeroAPI/Xero-OpenAPI/issues/163
  if (status === 404) return answer === missing ? [] : [{ path: '$', message: 'is another text' }];
  if (status === 429) return answer === '' ? [] : [{ path: '$', message: 'has a body where none belongs' }];
  return judgeValue(answer, contract.error, { contract, side: 'answer', path: '$' });
}

const clientFields = { client_id: z.string().optional(), client_secret: z.string().optional() };

/** Endpoints of xero-identity.yaml, and of RFC 6749 with RFC 7636: https://developer.xero.com/documentation/guides/oauth2/overview */
const outside: Readonly<Record<string, { request: z.ZodType; answer: z.ZodType }>> = {
  'GET /connections': {
    request: z.strictObject({ query: z.strictObject({ authEventId: z.tuple([z.guid()]).optional() }) }),
    answer: z.array(
      z.strictObject({
        ...{ id: z.guid(), authEventId: z.guid(), tenantId: z.guid(), tenantType: z.string(), tenantName: z.string() },
        createdDateUtc: z.iso.datetime({ local: true }),
        updatedDateUtc: z.iso.datetime({ local: true }),
      }),
    ),
  },
  'POST /connect/token': {
    request: z.strictObject({
      query: z.strictObject({}),
      form: z.discriminatedUnion('grant_type', [
        z.strictObject({ grant_type: z.literal('client_credentials'), scope: z.string().optional(), ...clientFields }),
        z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string(), ...clientFields }),
        z.strictObject({
          ...{ grant_type: z.literal('authorization_code'), code: z.string(), redirect_uri: z.url() },
          ...{
            code_verifier: z
              .string()
              .regex(/^[\w.~-]{43,128}$/)
              .optional(),
            ...clientFields,
          },
        }),
      ]),
    }),
    answer: z.strictObject({
      ...{ access_token: z.string(), expires_in: z.int(), token_type: z.literal('Bearer'), scope: z.string() },
      refresh_token: z.string().optional(),
    }),
  },
};

function outsideOf({ method, path }: LoggedRequest) {
  return outside[`${method} ${path}`];
}

function requestOf({ method, query, body }: LoggedRequest): unknown {
  return { query, ...(method === 'POST' && { form: Object.fromEntries(new URLSearchParams(body)) }) };
}
