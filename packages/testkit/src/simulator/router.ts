import type { SimulatedReply, SimulatedRequest } from './simulated-http.ts';

/** The parameter names in a path template such as `/objects/{objectType}/{objectId}`. */
export type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** What a handler may use besides the request. */
export interface SimulatorContext<State> {
  readonly state: State;
  /** The simulator's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** One endpoint of the vendor. */
export interface Route<State> {
  readonly method: string;
  readonly path: string;
  readonly handle: (request: SimulatedRequest, context: SimulatorContext<State>) => SimulatedReply;
}

/** Declares an endpoint; the handler may only ask for parameters that the path template has. */
export const route = <State, const Path extends string>(
  method: string,
  path: Path,
  handle: (request: SimulatedRequest<ParameterNames<Path>>, context: SimulatorContext<State>) => SimulatedReply,
): Route<State> => ({ method, path, handle });

/** Where a request leads: an endpoint with its parameters, a known path with another method, or nowhere. */
export type RouteMatch<State> =
  | { readonly kind: 'found'; readonly route: Route<State>; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

const isParameter = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Matches a path against a template; gives the decoded parameters, or undefined when it does not fit. */
export const matchTemplate = (template: string, path: string): Map<string, string> | undefined => {
  const expected = template.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const value = actual[index] ?? '';
    if (isParameter(segment) && value !== '') parameters.set(segment.slice(1, -1), decodeSegment(value));
    else if (segment !== value) return undefined;
  }
  return parameters;
};

/** Sorts literal segments before parameters, so that `/objects/search` wins over `/objects/{id}`. */
const precedence = (template: string): string =>
  template
    .split('/')
    .map((segment) => (isParameter(segment) ? '1' : '0'))
    .join('');

/** Makes the function that finds the endpoint of a request. */
export const createRouter = <State>(routes: readonly Route<State>[]) => {
  const ordered = [...routes].sort((left, right) => (precedence(left.path) < precedence(right.path) ? -1 : 1));
  return (method: string, path: string): RouteMatch<State> => {
    const allowed: string[] = [];
    for (const candidate of ordered) {
      const parameters = matchTemplate(candidate.path, path);
      if (parameters === undefined) continue;
      if (candidate.method === method) return { kind: 'found', route: candidate, parameters };
      allowed.push(candidate.method);
    }
    return allowed.length > 0 ? { kind: 'wrong-method', allowed } : { kind: 'unknown' };
  };
};
