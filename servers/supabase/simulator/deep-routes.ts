import {
  type Route,
  route,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorContext,
} from '@bizmcp/testkit/simulator';

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Declares an endpoint whose path ends in a name with slashes, eight parts at most; the name comes decoded. */
export const deepRoutes = <State>(
  method: string,
  prefix: string,
  handle: (name: string, request: SimulatedRequest<never>, context: SimulatorContext<State>) => SimulatedReply,
): ReadonlyArray<Route<State>> =>
  letters.map((_letter, index) => {
    const names = letters.slice(0, index + 1);
    const path: string = `${prefix}/${names.map((name) => `{${name}}`).join('/')}`;
    return route<State, string>(method, path, (request, context) =>
      handle(names.map((name) => Reflect.apply(request.parameter, request, [name])).join('/'), request, context),
    );
  });
