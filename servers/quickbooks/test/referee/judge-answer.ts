import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import type { Contract } from './contract.ts';
import { judgeValue, type Problem } from './judge-value.ts';
import { isRecord, parse, placeOf } from './place.ts';

/** https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/handling-common-errors */
const Fault = z.strictObject({
  Fault: z.strictObject({
    Error: z
      .array(
        z.strictObject({
          ...{ Message: z.string().min(1), Detail: z.string(), code: z.string().regex(/^\d+$/) },
          element: z.string().optional(),
        }),
      )
      .min(1),
    type: z.enum(['ValidationFault', 'SystemFault']),
  }),
  time: z.iso.datetime({ offset: true }),
});

/** As quoted in https://github.com/intuit/oauth-jsclient/issues/2 */
const GatewayFault = z.looseObject({
  fault: z.strictObject({
    error: z.array(
      z.strictObject({
        ...{ message: z.string(), detail: z.string().nullable(), code: z.string(), element: z.null() },
      }),
    ),
    type: z.enum(['AUTHENTICATION', 'SERVICE']),
  }),
  time: z.int(),
});

/** RFC 6749, 5.2 */
const TokenError = z.strictObject({ error: z.string(), error_description: z.string().optional() });

/** https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
const TokenAnswer = z.strictObject({
  ...{ token_type: z.literal('bearer'), access_token: z.string(), expires_in: z.literal(3600) },
  ...{ refresh_token: z.string(), x_refresh_token_expires_in: z.int().positive() },
});

function judgeSchema(schema: z.ZodType, value: unknown): Problem[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => ({ path: ['$', ...path].join('.'), message }));
}

/** Judges what the simulator answered of itself. */
export function judgeAnswer(contract: Contract, logged: LoggedRequest): Problem[] {
  const { status } = logged;
  if (logged.fault !== undefined || status === undefined) return [];
  const answer = parse(logged.answer);
  const place = placeOf(contract, logged);
  if (status >= 400) return judgeSchema(refusalOf(status, place.kind === 'login'), answer);
  switch (place.kind) {
    case 'login':
      return logged.path.endsWith('/revoke') ? [] : judgeSchema(TokenAnswer, answer);
    case 'query':
      return judgeRows(contract, answer);
    case 'report':
      return judgeValue(contract, answer, 'Report', '$');
    case 'unknown':
      return [
        { path: '$', message: `${logged.method} ${logged.path} was answered, though it is not in the reference` },
      ];
    case 'exchange-rate':
      return judgeEntity(contract, answer, 'ExchangeRate');
    default:
      return judgeEntity(contract, answer, place.entity);
  }
}

function refusalOf(status: number, isLogin: boolean): z.ZodType {
  if (isLogin) return TokenError;
  return status === 401 || status === 403 || status === 429 ? GatewayFault : Fault;
}

function judgeEntity(contract: Contract, answer: unknown, entity: string): Problem[] {
  if (!isRecord(answer)) return [{ path: '$', message: 'is not an object' }];
  const { time, [entity]: value, ...rest } = answer;
  return [
    ...judgeValue(contract, value, entity, `$.${entity}`),
    ...judgeValue(contract, time, 'dateTime', '$.time'),
    ...Object.keys(rest).map((name) => ({ path: `$.${name}`, message: 'does not belong here' })),
  ];
}

function judgeRows(contract: Contract, answer: unknown): Problem[] {
  if (!isRecord(answer) || !isRecord(answer.QueryResponse)) return [{ path: '$', message: 'has no QueryResponse' }];
  const { startPosition, maxResults, totalCount, ...rows } = answer.QueryResponse;
  const counts = [startPosition, maxResults, totalCount].filter((count) => count !== undefined);
  return [
    ...counts.flatMap((count) => judgeValue(contract, count, 'int', '$.QueryResponse')),
    ...Object.entries(rows).flatMap(([entity, list]) => judgeValue(contract, list, `${entity}[]`, `$.${entity}`)),
    ...judgeValue(contract, answer.time, 'dateTime', '$.time'),
  ];
}
