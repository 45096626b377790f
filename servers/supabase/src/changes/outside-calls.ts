import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Runs work that outlives the tool call which began it: without this its requests would end with that call's deadline. The context is
 * that of this file's loading, which happens before any call.
 */
export const outsideCalls = AsyncLocalStorage.snapshot();
