import type { StdioClient } from '../stdio-client.ts';
import { assertPure, type LaunchOptions, withClient } from './launch.ts';
import type { Subject } from './subject.ts';

/** One built server with one client, for checks of which none minds what another does to it at the same time. */
export interface SharedClient {
  /** Lends the client, which is connected for the first who asks. */
  lend(use: (client: StdioClient) => Promise<void>): Promise<void>;
  /** Ends the server, if there was one. */
  end(): Promise<void>;
}

/** Makes a client that is there once somebody needs it. */
export function shareClient(subject: Subject, options: LaunchOptions): SharedClient {
  const over = Promise.withResolvers<void>();
  const connected = Promise.withResolvers<StdioClient>();
  let life: Promise<void> | undefined;

  const begin = async () => {
    try {
      await withClient(subject, options, ({ server }) => {
        connected.resolve(server);
        return over.promise;
      });
    } catch (error) {
      // Each of the checks tells why there is no client.
      connected.reject(error);
    }
  };

  return {
    async lend(use) {
      life ??= begin();
      const client = await connected.promise;
      await use(client);
      assertPure(client.process);
    },
    async end() {
      over.resolve();
      await life;
    },
  };
}
