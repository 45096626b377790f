import { ProtocolError, ProtocolErrorCode, type Server as SdkServer } from '@modelcontextprotocol/server';
import type { ResourceChanges } from './resource-changes.ts';

/** As many as the SDK takes in a 2026-07-28 connection. */
const mostWatched = 1024;

/**
 * Tells a connection of the resources that changed. Before 2026-07-28 a client names each address by `resources/subscribe`; since then it
 * opens a stream by `subscriptions/listen`, and the SDK passes on what that stream asked for.
 */
export function watchResources(server: SdkServer, changes: ResourceChanges): void {
  const watched = new Set<string>();
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }) => {
    if (watched.size >= mostWatched && !watched.has(uri))
      throw new ProtocolError(
        ProtocolErrorCode.InvalidRequest,
        `This connection watches ${mostWatched} resources already. Unsubscribe from some first.`,
      );
    watched.add(uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    watched.delete(uri);
    return {};
  });
  const stop = changes.listen((uri) => {
    const isAskedByAddress = server.getClientVersion() !== undefined;
    if (isAskedByAddress && !watched.has(uri)) return;
    // A client that is gone hears nothing; what changed can still be read by the next.
    server.sendResourceUpdated({ uri }).catch(() => {});
  });
  server.onclose = stop;
}
