/**
 * The space of what a server was asked to go on with across restarts, such as subscriptions: a process that finds something in it begins
 * without waiting for a call.
 */
export function standingWork(server: string): string {
  return `${server}.standing`;
}
