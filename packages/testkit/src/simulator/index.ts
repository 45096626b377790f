export type { BearerTokens, Grant, RefreshGrant, TokenVerdict } from './bearer-tokens.ts';
export { createBearerTokens } from './bearer-tokens.ts';
export type { Clock, ManualClock } from './clock.ts';
export { createManualClock, systemClock } from './clock.ts';
export type { Fault, FaultMatch, Injection } from './fault.ts';
export type { IdSequence } from './id-sequence.ts';
export { createIdSequence } from './id-sequence.ts';
export type { IdempotencyStore, KeyedReply } from './idempotency-store.ts';
export { createIdempotencyStore } from './idempotency-store.ts';
export type { Page } from './page-cursor.ts';
export { decodeCursor, encodeCursor, takePage } from './page-cursor.ts';
export type { Random } from './random.ts';
export { createRandom } from './random.ts';
export type { RateLimiter, RatePolicy, RateUsage, RateVerdict } from './rate-limiter.ts';
export { createRateLimiter } from './rate-limiter.ts';
export type { LoggedRequest } from './request-log.ts';
export type { Route, SimulatorContext } from './router.ts';
export { route } from './router.ts';
export type { RequestBody, SimulatedReply, SimulatedRequest } from './simulated-http.ts';
export { catchRefusal, Refusal } from './simulated-http.ts';
export type { Simulator, SimulatorDefinition } from './simulator.ts';
export { createSimulator } from './simulator.ts';
export type {
  AuthorizationCode,
  OAuthClient,
  RefreshRotation,
  TokenDecision,
  TokenEndpoint,
  TokenEndpointSettings,
} from './token-endpoint.ts';
export { createTokenEndpoint } from './token-endpoint.ts';
export { compileWildcards, type WildcardPart, wildcardParts } from './wildcard-pattern.ts';
